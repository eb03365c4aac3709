package vit2rtl.hdl;

import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.internal.Bodies;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.internal.module.Naming;
import vit2rtl.hdl.internal.module.Registers;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.Memories;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Pipelines;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.EnumSignal;
import vit2rtl.hdl.type.EnumType;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Type;

/** What a component may declare: ports, wires, registers and memories, each with a name or for a field to name. */
abstract class Declarations {

  abstract Instance instance();

  abstract Boundary boundary();

  private <T extends Signal> T named(String name, T signal) {
    return Naming.name(instance(), name, signal);
  }

  // ---- ports -------------------------------------------------------------------------------------------------------

  /** An input named after the field it is stored in. */
  protected final <T extends Signal> T in(Type<T> type) {
    return boundary().declare(type.create(), Direction.IN);
  }

  protected final <T extends Signal> T in(String name, Type<T> type) {
    return named(name, in(type));
  }

  /** An output named after the field it is stored in. */
  protected final <T extends Signal> T out(Type<T> type) {
    return boundary().declare(type.create(), Direction.OUT);
  }

  protected final <T extends Signal> T out(String name, Type<T> type) {
    return named(name, out(type));
  }

  /** A stream this module receives. */
  protected final <T extends Signal> Stream<T> in(String name, Stream.Shape<T> shape) {
    return boundary().stream(instance(), name, Direction.IN, shape);
  }

  /** A stream this module sends. */
  protected final <T extends Signal> Stream<T> out(String name, Stream.Shape<T> shape) {
    return boundary().stream(instance(), name, Direction.OUT, shape);
  }

  /** A flow this module receives. */
  protected final <T extends Signal> Flow<T> in(String name, Flow.Shape<T> shape) {
    return boundary().flow(instance(), name, Direction.IN, shape);
  }

  /** A flow this module sends. */
  protected final <T extends Signal> Flow<T> out(String name, Flow.Shape<T> shape) {
    return boundary().flow(instance(), name, Direction.OUT, shape);
  }

  // ---- wires and registers -----------------------------------------------------------------------------------------

  /** A wire, driven by {@code set}. */
  protected final <T extends Signal> T wire(Type<T> type) {
    return type.create();
  }

  protected final <T extends Signal> T wire(String name, Type<T> type) {
    return named(name, wire(type));
  }

  /** A register without reset value. */
  protected final <T extends Signal> T reg(Type<T> type) {
    if (Bodies.isOpen()) {
      // What sets it inside would set it always: the elaborator counts conditions from the declaration on.
      throw new StructureException("reg", "it is declared inside a when or a switch",
          "declare it before, and set it inside");
    }
    return Registers.make(type.create());
  }

  protected final <T extends Signal> T reg(String name, Type<T> type) {
    return named(name, reg(type));
  }

  /** A register with a reset value (for a truth value 0 or 1, for an enum the ordinal). */
  protected final <T extends Signal> T reg(Type<T> type, long reset) {
    return Registers.reset(reg(type), reset);
  }

  protected final <T extends Signal> T reg(String name, Type<T> type, long reset) {
    return named(name, reg(type, reset));
  }

  /** A register that is reset to a constant of an enum. */
  protected final <E extends Enum<E>> EnumSignal<E> reg(String name, EnumType<E> type, E reset) {
    return reg(name, type, reset.ordinal());
  }

  /** Gives an expression a name in the emitted text. */
  protected final <T extends Signal> T name(String name, T expression) {
    return Naming.expression(instance(), name, expression);
  }

  /** The value of the previous cycle. */
  protected final <T extends Signal> T next(String name, T value) {
    return Registers.next(instance(), name, value);
  }

  protected final <T extends Signal> T next(String name, T value, long reset) {
    return Registers.reset(next(name, value), reset);
  }

  /** The value of the last cycle in which {@code enable} was high. */
  protected final <T extends Signal> T next(Bool enable, String name, T value) {
    return Registers.next(instance(), enable, name, value);
  }

  protected final <T extends Signal> T next(Bool enable, String name, T value, long reset) {
    return Registers.reset(next(enable, name, value), reset);
  }

  /** A register that holds one of an enum's constants. */
  protected final <E extends Enum<E>> StateMachine<E> states(String name, Class<E> states, E reset) {
    return new StateMachine<>(reg(name, EnumSignal.type(states), reset));
  }

  // ---- pipelines ---------------------------------------------------------------------------------------------------

  /** A pipeline that never stalls. */
  protected final Pipeline pipeline(Stages stages) {
    return Pipelines.of(stages);
  }

  /** A pipeline whose stages move while {@code advance} is high. */
  protected final Pipeline pipeline(Stages stages, Bool advance) {
    return Pipelines.of(stages, advance);
  }

  /**
   * A pipeline that ends in a stream and holds as a whole while a beat waits there; {@link Pipeline#deliver} connects
   * it.
   */
  protected final Pipeline pipeline(Stages stages, Stream<?> output) {
    return Pipelines.into(stages, wire(output.name() + "_advance", Bool.bool()), output.valid(), output.ready(),
        output::last);
  }

  // ---- memories ----------------------------------------------------------------------------------------------------

  /** A memory with unknown contents. */
  protected final <T extends Int> Mem<T> mem(String name, Type<T> type, int depth) {
    return Memories.make(instance(), name, type, depth);
  }

  /** A memory with initial contents. */
  protected final <T extends Int> Mem<T> mem(String name, Type<T> type, long... words) {
    return Memories.make(instance(), name, type, words);
  }

  /** A memory that is never written. */
  protected final <T extends Int> Mem<T> rom(String name, Type<T> type, long... words) {
    return mem(name, type, words);
  }
}
