package vit2rtl.hdl;

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

/**
 * The names that modules have in the text. Components of one module name whose texts differ become variants, {@code M},
 * {@code M_1}, {@code M_2}, …; those with the same text share a module. The elaborator would number without regard to
 * what is written first, so that {@code M} itself could be missing, and would write one module for two of different
 * names and equal text. Here names are given in the order of writing, deepest level first (but the top has its own in
 * any case), and a mark, taken out of the text again, keeps modules of different names apart.
 */
final class ModuleNames {
  private static final String MARK = "vit2rtl_module";
  private static final Pattern MARKS =
      Pattern.compile("\\(\\* " + MARK + " = \"\\w+\" \\*\\)\\s*|(?m)^ *attribute " + MARK + " .*\\n");

  private final Elaboration elaboration;
  /** Who has a module name, by the name in lower case. */
  private final Map<String, Component> owners = new LinkedHashMap<>();
  private final Set<String> given = new HashSet<>();

  private ModuleNames(Elaboration elaboration) {
    this.elaboration = elaboration;
  }

  /** Names the modules of a finished design. */
  static void give(Component top, Elaboration elaboration) {
    ModuleNames names = new ModuleNames(elaboration);
    List<Component> written = new ArrayList<>();
    collect(top, written);
    written.sort(Comparator.comparingInt(Component::level).reversed());
    written.forEach(names::claim);
    names.give(top);
    written.remove(top);
    written.stream().filter(component -> !(component instanceof BlackBox)).forEach(names::give);
  }

  private static void collect(Component component, List<Component> all) {
    all.add(component);
    component.children().forEach(child -> collect(child, all));
  }

  private void claim(Component component) {
    String name = component.moduleName();
    Component owner = owners.putIfAbsent(name.toLowerCase(Locale.ROOT), component);
    if (owner != null && !owner.moduleName().equals(name)) {
      throw refused(component, "another module is called " + owner.moduleName(),
          "choose a name that differs by more than case");
    }
    if (elaboration.enums().isType(name)) {
      throw refused(component, "the type of an enum is written so in the text, in this or another case",
          "rename one of them");
    }
  }

  private void give(Component component) {
    component.spinal().setDefinitionName(free(component.moduleName()), false);
    mark(component.spinal().definition(), component.moduleName());
    Summary summary = component.getClass().getAnnotation(Summary.class);
    if (summary != null) {
      component.spinal().definition().addTag(new CommentTag(" " + summary.value()));
    }
    // VHDL has no attributes of entities that the elaborator looks at; those of ports it does.
    var ports = component.spinal().getOrdredNodeIo();
    if (ports.nonEmpty()) {
      mark(ports.head(), component.moduleName());
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
        && (owners.containsKey(name.toLowerCase(Locale.ROOT)) || elaboration.enums().isType(name));
  }

  private static void mark(SpinalTagReady where, String name) {
    where.addAttribute(MARK, name);
  }

  /** The text without marks. */
  static String withoutMarks(String text) {
    return MARKS.matcher(text).replaceAll("");
  }

  /** Refuses a text in which an instance or a module has lost the name it was given. */
  static void requireKept(Component top) {
    List<Component> all = new ArrayList<>();
    collect(top, all);
    Set<String> emitted = all.stream().map(component -> component.spinal().definitionName()).collect(Collectors.toSet());
    List<Diagnostic> lost = new ArrayList<>();
    for (Component component : all) {
      String name = component.moduleName();
      String module = component.spinal().definitionName();
      if (component != top && !component.spinal().getName().equals(component.instanceName())) {
        lost.add(lost(component, "instance " + component.instanceName(), component.spinal().getName()));
      }
      if (!emitted.contains(name) || !module.matches(component == top ? name : name + "(_\\d+)?")) {
        lost.add(lost(component, "module " + name, module));
      }
    }
    if (!lost.isEmpty()) {
      throw new NameException(lost, null);
    }
  }

  private static Diagnostic lost(Component component, String what, String emitted) {
    return new Diagnostic("", component.path(), what, "it was emitted as " + emitted, "rename it");
  }

  private NameException refused(Component component, String what, String fix) {
    return new NameException(List.of(new Diagnostic(elaboration.declared(component.path(), component.moduleName()),
        component.path(), "module " + component.moduleName(), what, fix)), null);
  }
}
