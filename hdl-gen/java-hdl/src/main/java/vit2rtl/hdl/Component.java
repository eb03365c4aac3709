package vit2rtl.hdl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A hardware module. A subclass declares ports, registers and children, as fields or by name, and describes its logic
 * in {@link #build}; the toolkit constructs it ({@link Hdl#elaborate}, {@link #instance}), gives every declared field
 * its Java name, refuses ports without a name, and only then calls {@code build}.
 *
 * <p>Clock {@code clk}, rising edge; reset {@code reset}, synchronous, active high; other clocks are
 * {@linkplain ClockDomain domains}. Registers declared without a reset value keep their contents during reset.
 */
public abstract class Component extends Declarations {
  private static final ThreadLocal<Component> CURRENT = new ThreadLocal<>();
  /** Far beyond any design; a way from the top is walked for every name. */
  private static final int MAX_LEVEL = 256;

  private final Component parent;
  private final ClockDomain domain;
  private final spinal.core.Component body;
  private final String moduleName;
  private String instanceName;
  private final Boundary boundary = new Boundary();
  private final Namespace names = new Namespace(this);
  private final List<Component> children = new ArrayList<>();
  private final List<Runnable> atEnd = new ArrayList<>();

  /** The SpinalHDL component behind a described one. */
  private static final class Body extends spinal.core.Component {}

  /** A module named after its class. */
  protected Component() {
    this(null);
  }

  protected Component(String name) {
    this(name, Body::new);
  }

  Component(String name, Supplier<? extends spinal.core.Component> make) {
    if (!Elaboration.running()) {
      throw new StructureException("new " + getClass().getSimpleName(), "a component is made outside an elaboration",
          "use Hdl.elaborate for a top, instance(...) for a child");
    }
    requireBounded();
    moduleName = name == null ? getClass().getSimpleName() : name;
    Names.check("module", moduleName);
    parent = CURRENT.get();
    domain = Elaboration.current().clocks().current();
    body = make.get();
    body.setDefinitionName(moduleName, false);
    // Otherwise an instance or a signal that is called like any module, in any case, would get another name.
    body.withoutReservedKeywords_$eq(true);
    CURRENT.set(this);
  }

  /** A component that makes an instance of itself would do so until the memory is full. */
  private void requireBounded() {
    int level = CURRENT.get() == null ? 0 : CURRENT.get().level() + 1;
    if (level > MAX_LEVEL) {
      throw new StructureException("instance", getClass().getSimpleName() + " is made " + level
          + " levels below the top; allowed: " + MAX_LEVEL, "end the recursion: something here makes its own kind again");
    }
  }

  static Component current() {
    Component current = CURRENT.get();
    if (current == null) {
      throw new StructureException("", "hardware is described outside a component", "move it into build()");
    }
    return current;
  }

  /** Path of the component under construction, or nothing. */
  static String currentPath() {
    return CURRENT.get() == null ? "" : CURRENT.get().path();
  }

  final String path() {
    String own = instanceName == null ? moduleName : instanceName;
    return parent == null ? own : parent.path() + "/" + own;
  }

  final void called(String name) {
    String before = path();
    instanceName = name;
    Elaboration.current().moved(before, path());
    body.setName(name);
  }

  static void reset() {
    CURRENT.remove();
  }

  /** Describes the logic; declared fields have their names by now. */
  protected abstract void build();

  // ---- control, children, verification -----------------------------------------------------------------------------

  protected final When when(Bool condition, Runnable body) {
    return When.holds(condition, body);
  }

  /** One of several bodies, by the value of a selector. */
  protected final void switchOn(UInt selector, Consumer<Switch> cases) {
    Switch.describe(selector, cases);
  }

  /** One of several bodies, by an enum's constant. */
  protected final <E extends Enum<E>> void switchOn(EnumSignal<E> selector, Consumer<EnumSwitch<E>> cases) {
    EnumSwitch.describe(selector, cases);
  }

  /** A child module. */
  protected final <C extends Component> C instance(String name, Supplier<C> make) {
    if (When.isOpen()) {
      throw new StructureException("instance " + name, "it is made inside a when or a switch, but hardware is there"
          + " whatever a condition says", "make it before, and set its inputs inside");
    }
    names.claim("instance", name);
    C child = make.get();
    child.called(name);
    child.finish();
    children.add(child);
    return child;
  }

  /** States, in the verification build only, that {@code condition} holds at every clock edge out of reset. */
  protected final void check(Bool condition, String message) {
    Elaboration.current().stateCheck(condition, message);
  }

  /** As {@link #check}, for components made for others' designs: never evaluated in a design without the clock. */
  protected final void checkWhereClocked(Bool condition, String message) {
    Elaboration.current().stateWhereClocked(condition, message);
  }

  /** As {@link #check}, of what the environment guarantees: for formal tools an assumption. */
  protected final void assume(Bool condition, String message) {
    Elaboration.current().stateAssumption(condition, message);
  }

  /** A cover property, in the verification build only: counts the clock edges out of reset with {@code condition}. */
  protected final void cover(String name, Bool condition) {
    Elaboration.current().covers().add(this, name, condition);
  }

  // ---- what the toolkit does with it -------------------------------------------------------------------------------

  /** The SpinalHDL component, for what this package does not cover. */
  public final spinal.core.Component spinal() {
    return body;
  }

  final void finish() {
    names.nameFields();
    boundary.requireNames(moduleName);
    boundary.tagInputs(domain, parent == null);
    build();
    if (parent == null) {
      boundary.assumeRanges();
    }
    atEnd.forEach(Runnable::run);
    body.postInitCallback();
    CURRENT.set(parent);
  }

  @Override
  final Namespace names() {
    return names;
  }

  /** Runs something when {@link #build} has described everything. */
  final void atEnd(Runnable step) {
    atEnd.add(step);
  }

  final List<Component> children() {
    return List.copyOf(children);
  }

  /** Name of this instance; null for a top. */
  final String instanceName() {
    return instanceName;
  }

  final String moduleName() {
    return moduleName;
  }

  /** How deep below the top this is. */
  final int level() {
    return parent == null ? 0 : parent.level() + 1;
  }

  @Override
  final Boundary boundary() {
    return boundary;
  }
}
