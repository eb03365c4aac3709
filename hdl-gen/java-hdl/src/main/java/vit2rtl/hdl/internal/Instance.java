package vit2rtl.hdl.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vit2rtl.hdl.error.HierarchyPath;
import vit2rtl.hdl.error.StructureException;

/** A component's place in the hierarchy: its names, its children, and the SpinalHDL component behind it. */
public final class Instance {
  private static final ThreadLocal<Instance> CURRENT = new ThreadLocal<>();
  /** Far beyond any design; a way from the top is walked for every name. */
  private static final int MAX_LEVEL = 256;

  private final Object owner;
  private final Traits traits;
  private final Instance parent;
  private final spinal.core.Component body;
  private final Namespace names = new Namespace(this);
  private final List<Instance> children = new ArrayList<>();
  private final List<Runnable> atEnd = new ArrayList<>();
  private String name;

  /**
   * What a component's class says.
   *
   * @param module  the module's name
   * @param summary the sentence above it in the text; empty where there is none
   * @param origin  who writes the module
   */
  public record Traits(String module, Optional<String> summary, Origin origin) {}

  /** Who writes a module. */
  public enum Origin {
    /** The elaborator, from a description. */
    DESCRIBED,
    /** Somebody else: it is a black box. */
    FOREIGN
  }

  private Instance(Object owner, Traits traits, Supplier<? extends spinal.core.Component> make) {
    this.owner = owner;
    this.traits = traits;
    this.parent = CURRENT.get();
    this.body = make.get();
    body.setDefinitionName(traits.module(), false);
    // Otherwise an instance or a signal that is called like any module, in any case, would get another name.
    body.withoutReservedKeywords_$eq(true);
  }

  /** A component's description begins, inside the one that is being described now. */
  public static Instance begin(Object owner, Traits traits, Supplier<? extends spinal.core.Component> make) {
    String kind = owner.getClass().getSimpleName();
    if (!Elaboration.running()) {
      throw new StructureException("new " + kind, "a component is made outside an elaboration",
          "use Hdl.elaborate for a top, instance(...) for a child");
    }
    requireBounded(kind);
    Names.check("module", traits.module());
    Instance made = new Instance(owner, traits, make);
    made.enter();
    return made;
  }

  /** A component that makes an instance of itself would do so until the memory is full. */
  private static void requireBounded(String kind) {
    int level = CURRENT.get() == null ? 0 : CURRENT.get().level() + 1;
    if (level > MAX_LEVEL) {
      throw new StructureException("instance", kind + " is made " + level
          + " levels below the top; allowed: " + MAX_LEVEL, "end the recursion: something here makes its own kind again");
    }
  }

  /** The component under construction; refused where there is none. */
  public static Instance current() {
    Instance current = CURRENT.get();
    if (current == null) {
      throw new StructureException("", "hardware is described outside a component", "move it into build()");
    }
    return current;
  }

  private void enter() {
    CURRENT.set(this);
    HierarchyPath.enter(this::path);
  }

  static void reset() {
    CURRENT.remove();
    HierarchyPath.leave();
  }

  /** Everything is described: what waits for that runs, and the component around this goes on. */
  public void end() {
    atEnd.forEach(Runnable::run);
    body.postInitCallback();
    if (parent == null) {
      reset();
    } else {
      parent.enter();
    }
  }

  /** Runs something when everything is described. */
  public void atEnd(Runnable step) {
    atEnd.add(step);
  }

  /** A child gets its name; it has described its ports by then. */
  public void called(String wanted) {
    String before = path();
    name = wanted;
    Elaboration.current().moved(before, path());
    body.setName(wanted);
  }

  /** A child is complete. */
  public void adopt(Instance child) {
    children.add(child);
  }

  /** {@code Top/child}; before it has a name, a component goes by its module's. */
  public String path() {
    String own = name == null ? traits.module() : name;
    return parent == null ? own : parent.path() + "/" + own;
  }

  /** Name of this instance; null for a top. */
  public String name() {
    return name;
  }

  public Traits traits() {
    return traits;
  }

  /** The module's name. */
  public String module() {
    return traits.module();
  }

  /** The names inside this component. */
  public Namespace names() {
    return names;
  }

  public List<Instance> children() {
    return List.copyOf(children);
  }

  /** How deep below the top this is. */
  public int level() {
    return parent == null ? 0 : parent.level() + 1;
  }

  public boolean isTop() {
    return parent == null;
  }

  /** The component this is the place of. */
  public Object owner() {
    return owner;
  }

  /** The SpinalHDL component. */
  public spinal.core.Component spinal() {
    return body;
  }
}
