package vit2rtl.hdl.emit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import spinal.core.CommentTag;
import spinal.core.SpinalTagReady;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.EnumDefinitions;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.rtl.Language;

/**
 * The names that modules have in the text. Components of one module name whose texts differ become variants, {@code M},
 * {@code M_1}, {@code M_2}, …; those with the same text share a module. The elaborator would number without regard to
 * what is written first, so that {@code M} itself could be missing, and would write one module for two of different
 * names and equal text. Here names are given in the order of writing, deepest level first (but the top has its own in
 * any case), and a mark, taken out of the text again, keeps modules of different names apart.
 */
public final class ModuleNames {
  private static final String MARK = "vit2rtl_module";
  private static final Pattern MARKS = Pattern.compile("\\(\\* " + MARK + " = \"\\w+\" \\*\\)\\s*");
  private static final Pattern VHDL_MARKS = Pattern.compile("(?m)^ *attribute " + MARK + " .*\\n");

  private final Elaboration elaboration;
  /** Who has a module name, by the name in lower case. */
  private final Map<String, Instance> owners = new LinkedHashMap<>();
  private final Set<String> given = new HashSet<>();

  private ModuleNames(Elaboration elaboration) {
    this.elaboration = elaboration;
  }

  /**
   * Names the modules of a finished design.
   *
   * @param top         the finished top
   * @param elaboration its run
   */
  public static void give(Instance top, Elaboration elaboration) {
    ModuleNames names = new ModuleNames(elaboration);
    List<Instance> written = new ArrayList<>();
    collect(top, written);
    written.sort(Comparator.comparingInt(Instance::level).reversed());
    written.forEach(names::claim);
    names.give(top);
    written.remove(top);
    written.stream().filter(component -> component.traits().origin() == Instance.Origin.DESCRIBED).forEach(names::give);
  }

  private static void collect(Instance component, List<Instance> all) {
    all.add(component);
    component.children().forEach(child -> collect(child, all));
  }

  private void claim(Instance component) {
    String name = component.module();
    Instance owner = owners.putIfAbsent(name.toLowerCase(Locale.ROOT), component);
    if (owner != null && !owner.module().equals(name)) {
      throw refused(component, "another module is called " + owner.module(),
          "choose a name that differs by more than case");
    }
    if (EnumDefinitions.of(elaboration).isType(name)) {
      throw refused(component, "the type of an enum is written so in the text, in this or another case",
          "rename one of them");
    }
  }

  private void give(Instance component) {
    component.spinal().setDefinitionName(free(component.module()), false);
    mark(component.spinal().definition(), component.module());
    component.traits().summary()
        .ifPresent(summary -> component.spinal().definition().addTag(new CommentTag(" " + summary)));
    // VHDL has no attributes of entities that the elaborator looks at; those of ports it does.
    var ports = component.spinal().getOrdredNodeIo();
    if (ports.nonEmpty()) {
      mark(ports.head(), component.module());
    }
  }

  /** The name itself, or its first variant that nothing has. */
  private String free(String module) {
    String name = module;
    for (int variant = 1; isTaken(module, name) || !given.add(name); variant++) {
      name = module + "_" + variant;
    }
    return name;
  }

  /** Whether a variant's name is that of another module or of an enum's type. */
  private boolean isTaken(String module, String name) {
    return !name.equals(module)
        && (owners.containsKey(name.toLowerCase(Locale.ROOT)) || EnumDefinitions.of(elaboration).isType(name));
  }

  private static void mark(SpinalTagReady where, String name) {
    where.addAttribute(MARK, name);
  }

  /** The text without marks. */
  static String withoutMarks(Language language, String text) {
    return (language == Language.VHDL ? VHDL_MARKS : MARKS).matcher(text).replaceAll("");
  }

  /**
   * Refuses a text in which an instance or a module has lost the name it was given.
   *
   * @param top the finished top
   */
  public static void requireKept(Instance top) {
    List<Instance> all = new ArrayList<>();
    collect(top, all);
    Set<String> emitted = all.stream().map(component -> component.spinal().definitionName()).collect(Collectors.toSet());
    List<Diagnostic> lost = new ArrayList<>();
    for (Instance component : all) {
      String name = component.module();
      String module = component.spinal().definitionName();
      if (component != top && !component.spinal().getName().equals(component.name())) {
        lost.add(lost(component, "instance " + component.name(), component.spinal().getName()));
      }
      if (!emitted.contains(name) || !module.matches(component == top ? name : name + "(_\\d+)?")) {
        lost.add(lost(component, "module " + name, module));
      }
    }
    if (!lost.isEmpty()) {
      throw new NameException(lost, null);
    }
  }

  private static Diagnostic lost(Instance component, String what, String emitted) {
    return new Diagnostic("", component.path(), what, "it was emitted as " + emitted, "rename it");
  }

  private NameException refused(Instance component, String what, String fix) {
    return new NameException(List.of(new Diagnostic(elaboration.declared(component.path(), component.module()),
        component.path(), "module " + component.module(), what, fix)), null);
  }
}
