package vit2rtl.hdl.stream;

import vit2rtl.hdl.Beat;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;

/**
 * A register stage in a stream, latency 1.
 *
 * @param <T> the elements
 */
@Summary("A register stage in a stream, latency 1.")
public final class StreamStage<T extends Signal> extends Component {
  private final Kind kind;

  /** What goes in. */
  public final Stream<T> input;
  /** The same, behind registers. */
  public final Stream<T> output;

  /** Which paths the stage cuts. */
  public enum Kind {
    /** Valid and payload are registered; ready passes through. One beat per cycle. */
    FORWARD,
    /** Valid, payload and ready are registered, with room for one beat more. One beat per cycle. */
    FULL,
    /** Valid, payload and ready are registered, with room for one beat. One beat in two cycles. */
    HALF
  }

  /**
   * A register stage for a stream.
   *
   * @param name  name of the instance
   * @param shape what goes through
   * @param kind  which signals the registers cut
   */
  public StreamStage(String name, Stream.Shape<T> shape, Kind kind) {
    super(name);
    this.kind = kind;
    this.input = in("in", shape);
    this.output = out("out", shape);
  }

  @Override
  protected void build() {
    switch (kind) {
      case FORWARD -> {
        Bool full = reg("full", Bool.bool(), 0);
        register(full, full.not().or(output.ready()));
      }
      case HALF -> {
        Bool full = reg("full", Bool.bool(), 0);
        register(full, full.not());
      }
      case FULL -> skid(reg("full", Bool.bool(), 0));
    }
  }

  private void register(Bool full, Bool ready) {
    input.ready().set(ready);
    Beat<T> held = reg("held", input.shape().beat());
    when(input.fire(), () -> held.set(input.beat()));
    when(input.fire(), () -> full.set(Bool.lit(true)))
        .elsewhen(output.ready(), () -> full.set(Bool.lit(false)));
    output.valid().set(full);
    output.beat().set(held);
  }

  /** The second register takes the beat that arrives while the first cannot move on. */
  private void skid(Bool first) {
    Bool second = reg("spare_full", Bool.bool(), 0);
    Beat<T> held = reg("held", input.shape().beat());
    Beat<T> spare = reg("spare", input.shape().beat());
    Bool moves = name("moves", output.ready().or(first.not()));

    input.ready().set(second.not());
    when(moves, () -> {
      first.set(second.or(input.valid()));
      second.set(Bool.lit(false));
      when(second, () -> held.set(spare)).otherwise(() -> held.set(input.beat()));
    }).otherwise(() -> when(input.fire(), () -> {
      second.set(Bool.lit(true));
      spare.set(input.beat());
    }));
    output.valid().set(first);
    output.beat().set(held);
  }
}
