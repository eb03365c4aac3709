package vit2rtl.hdl.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.domain.Clocks;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.internal.Bodies;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.internal.module.Naming;
import vit2rtl.hdl.internal.module.Registers;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Signals;

/**
 * Stages that move together: at every clock edge, or at those with {@link #advance} high. A component makes one with
 * {@code pipeline(stages, …)} and describes it from top to bottom:
 * <pre>
 *   Pipeline pipe = pipeline(Stages.of("difference", "square"));
 *   Stage square = pipe.stage("square");
 *   Staged&lt;SInt&gt; d = pipe.start().value("d", a.sub(b));
 *   Staged&lt;SInt&gt; d2 = square.value("d2", d.at(square).mul(d.at(square)));
 *   result.set(d2.at(pipe.end()));
 * </pre>
 * A value used in a later stage than its own passes through one register per stage between, made at its first use and
 * named after value and stage: here {@code d_at_square} and {@code d2_at_end}. A value nobody uses later costs nothing.
 *
 * <p>The pipeline belongs to the component and to the clock domain it is made in. Streams end in it with
 * {@code pipeline(stages, output)} and {@link #deliver}.
 */
public final class Pipeline {
  private record Move(Signal register, Signal value) {}

  /**
   * The stream that a pipeline ends in.
   *
   * @param last the end of a row; refused where the stream has none
   */
  record Sink(Bool valid, Bool ready, Supplier<Bool> last) {}

  private final Instance owner = Instance.current();
  private final ClockDomain domain = Clocks.current().domain();
  private final Stages stages;
  private final Sink output;
  private final Bool advance;
  private final boolean stalls;
  private final List<Move> moves = new ArrayList<>();
  private final StageCheck check = new StageCheck(owner);
  private boolean built;

  /** One that never stalls where {@code advance} is null, and ends in no stream where {@code output} is. */
  Pipeline(Stages stages, Sink output, Bool advance) {
    this.stages = stages;
    this.output = output;
    this.stalls = advance != null;
    this.advance = stalls ? advance : Bool.lit(true);
    owner.atEnd(this::finish);
  }

  /** {@return the list of stages it was made from} */
  public Stages stages() {
    return stages;
  }

  /**
   * {@return a stage by its name}
   *
   * @param name one of the list's
   */
  public Stage stage(String name) {
    return new Stage(this, stages.until(name));
  }

  /** {@return the first stage} */
  public Stage start() {
    return new Stage(this, 0);
  }

  /** {@return the place behind the last stage, where results are in registers} */
  public Stage end() {
    return new Stage(this, stages.cycles());
  }

  /** {@return all stages move at the coming clock edge; always true where nothing can stall them} */
  public Bool advance() {
    return advance;
  }

  /**
   * Sends the beats that reach the end into the stream this pipeline was made for; the pipeline moves while that is
   * empty or taken. The payload is left to the caller, with values at {@link #end}.
   *
   * @param valid a {@linkplain Stage#flag flag}: there is a beat
   * @param last  it ends a row
   */
  public void deliver(Staged<Bool> valid, Staged<Bool> last) {
    deliver(valid);
    output.last().get().set(last.at(end()));
  }

  /**
   * The same for a stream without {@code last}.
   *
   * @param valid whether a beat comes along
   */
  public void deliver(Staged<Bool> valid) {
    if (output == null) {
      throw new StructureException("deliver", "the pipeline was made without an output stream",
          "make it with pipeline(stages, output)");
    }
    output.valid().set(valid.at(end()));
    advance.set(output.valid().not().or(output.ready()));
  }

  // ---- what stages and values do with it ---------------------------------------------------------------------------

  /** Refuses what is described elsewhere. */
  void requireOwn(String operation) {
    if (built || Instance.current() != owner) {
      throw new StructureException(operation, "its pipeline belongs to " + owner.path()
          + (built ? ", which has been built" : ", another component"), "describe it in that component's build()");
    }
  }

  /** Refuses, beyond that, what is declared under a condition. */
  void requireOpen(String operation) {
    requireOwn(operation);
    if (Bodies.isOpen()) {
      throw new StructureException(operation, "it is declared inside a when or a switch",
          "declare it before, and use it inside");
    }
  }

  /** Runs something in the clock domain of this pipeline. */
  <T> T clocked(Supplier<T> body) {
    return domain.on(body);
  }

  /** A register that takes a value whenever the stages move; made outside of all conditions, wherever it is used. */
  <T extends Signal> T carry(String name, Stage stage, T value, boolean reset) {
    var outside = owner.spinal().dslBody().push();
    try {
      T register = clocked(() ->
          Naming.name(owner, name + "_at_" + stage.name(), Registers.make(Signals.like(value))));
      check.belongs(name, register, stage);
      moves.add(new Move(register, value));
      return reset ? clocked(() -> Registers.reset(register, 0)) : register;
    } finally {
      outside.restore();
    }
  }

  /** An expression by a name; a port or a register has one. */
  <T extends Signal> T named(String name, Stage stage, T signal) {
    if (Signals.isNamed(signal)) {
      return signal;
    }
    T named = Naming.expression(owner, name, signal);
    check.computed(name, named, stage);
    return named;
  }

  /** A register that takes a value whenever the stages move and {@code take} is high, for the stage behind. */
  <T extends Signal> T keep(String name, Stage stage, Bool take, T value) {
    T kept = clocked(() -> Registers.next(owner, stalls ? advance.and(take) : take, name, value));
    check.belongs(name, kept, stage);
    return kept;
  }

  private void finish() {
    built = true;
    check.finish(advance);
    Runnable all = () -> moves.forEach(move -> Signals.assign(move.register(), move.value()));
    if (!stalls) {
      all.run();
    } else if (!moves.isEmpty()) {
      Bodies.when(advance.spinal(), all);
    }
  }
}
