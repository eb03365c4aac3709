package vit2rtl.hdl;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.domain.Clocks;
import vit2rtl.hdl.domain.Properties;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.internal.Bodies;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.internal.module.Covers;
import vit2rtl.hdl.internal.module.Naming;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.EnumSignal;
import vit2rtl.hdl.type.UInt;

/**
 * A hardware module. A subclass declares ports, registers and children, as fields or by name, and describes its logic
 * in {@link #build}; the toolkit constructs it ({@link Hdl#elaborate}, {@link #instance}), gives every declared field
 * its Java name, refuses ports without a name, and only then calls {@code build}.
 *
 * <p>Clock {@code clk}, rising edge; reset {@code reset}, synchronous, active high; other clocks are
 * {@linkplain ClockDomain domains}. Registers declared without a reset value keep their contents during reset.
 */
public abstract class Component extends Declarations {
  private final Instance instance;
  private final ClockDomain domain;
  private final Boundary boundary = new Boundary();

  /** The SpinalHDL component behind a described one. */
  private static final class Body extends spinal.core.Component {}

  /** A module named after its class. */
  protected Component() {
    this(null);
  }

  /**
   * A component whose module has another name than its class.
   *
   * @param name name of the module in the emitted text
   */
  protected Component(String name) {
    this(name, Instance.Origin.DESCRIBED, Body::new);
  }

  Component(String name, Instance.Origin origin, Supplier<? extends spinal.core.Component> make) {
    String module = name == null ? getClass().getSimpleName() : name;
    Optional<String> summary = Optional.ofNullable(getClass().getAnnotation(Summary.class)).map(Summary::value);
    instance = Instance.begin(this, new Instance.Traits(module, summary, origin), make);
    domain = Clocks.current().domain();
  }

  /** Describes the logic; declared fields have their names by now. */
  protected abstract void build();

  // ---- control, children, verification -----------------------------------------------------------------------------

  /**
   * What holds while a condition does.
   *
   * @param condition a truth value
   * @param body      what is set then
   * @return what an {@code elsewhen} or {@code otherwise} can be added to
   */
  protected final When when(Bool condition, Runnable body) {
    return When.holds(condition, body);
  }

  /**
   * One of several bodies, by the value of a selector.
   *
   * @param selector an unsigned signal
   * @param cases    takes what the cases are added to
   */
  protected final void switchOn(UInt selector, Consumer<Switch> cases) {
    Switch.describe(selector, cases);
  }

  /**
   * One of several bodies, by an enum's constant.
   *
   * @param <E>      the enum
   * @param selector the signal
   * @param cases    takes what the cases are added to
   */
  protected final <E extends Enum<E>> void switchOn(EnumSignal<E> selector, Consumer<EnumSwitch<E>> cases) {
    EnumSwitch.describe(selector, cases);
  }

  /**
   * A child module.
   *
   * @param <C>  class of the child
   * @param name name of the instance
   * @param make makes the child
   * @return the child, described
   */
  protected final <C extends Component> C instance(String name, Supplier<C> make) {
    if (Bodies.isOpen()) {
      throw new StructureException("instance " + name, "it is made inside a when or a switch, but hardware is there"
          + " whatever a condition says", "make it before, and set its inputs inside");
    }
    instance.names().claim("instance", name);
    C child = make.get();
    Component made = child;
    made.instance.called(name);
    made.finish();
    instance.adopt(made.instance);
    return child;
  }

  /**
   * States, in the verification build only, that {@code condition} holds at every clock edge out of reset.
   *
   * @param condition a truth value
   * @param message   what a failure says
   */
  protected final void check(Bool condition, String message) {
    Properties.current().check(condition.spinal(), message);
  }

  /**
   * As {@link #check}, for components made for others' designs: never evaluated in a design without the clock.
   *
   * @param condition a truth value
   * @param message   what a failure says
   */
  protected final void checkWhereClocked(Bool condition, String message) {
    Properties.current().checkWhereClocked(condition.spinal(), message);
  }

  /**
   * As {@link #check}, of what the environment guarantees: for formal tools an assumption.
   *
   * @param condition a truth value
   * @param message   what a failure says
   */
  protected final void assume(Bool condition, String message) {
    Properties.current().assume(condition.spinal(), message);
  }

  /**
   * A cover property, in the verification build only: counts the clock edges out of reset with {@code condition}.
   *
   * @param name      by which coverage reports it
   * @param condition a truth value
   */
  protected final void cover(String name, Bool condition) {
    Covers.of(Elaboration.current()).add(instance, name, condition);
  }

  // ---- what the toolkit does with it -------------------------------------------------------------------------------

  /** {@return the SpinalHDL component, for what the Java HDL does not cover} */
  public final spinal.core.Component spinal() {
    return instance.spinal();
  }

  final void finish() {
    Naming.nameFields(instance, this, Component.class);
    boundary.requireNames(instance.module());
    boundary.tagInputs(domain, instance.isTop());
    build();
    if (instance.isTop()) {
      boundary.assumeRanges();
    }
    instance.end();
  }

  @Override
  final Instance instance() {
    return instance;
  }

  @Override
  final Boundary boundary() {
    return boundary;
  }
}
