package vit2rtl.hdl.stream;

import vit2rtl.hdl.Beat;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Flow;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;

/**
 * A stream of a flow's beats, latency 1. The flow cannot wait: a beat that finds no room is lost, and {@code overflow}
 * is high in that cycle. With a depth of 1 a beat takes the place of one that leaves in the same cycle (so
 * {@code overflow} depends on the stream's ready); from a depth of 2 on the beats queue in a {@link StreamFifo}, which
 * takes one only where it has room before.
 *
 * @param <T> the elements
 */
@Summary("A stream of a flow's beats, latency 1.")
public final class FlowToStream<T extends Signal> extends Component {
  private final String module;
  private final int depth;

  /** What arrives, and cannot be held back. */
  public final Flow<T> input;
  /** The same, for a receiver that may wait. */
  public final Stream<T> output;
  /** A beat is being lost. */
  public final Bool overflow = out("overflow", Bool.bool());

  /**
   * A flow's beats as a stream.
   *
   * @param name  name of the instance
   * @param shape what goes through
   * @param depth beats that may wait: 1, or a power of two
   */
  public FlowToStream(String name, Flow.Shape<T> shape, int depth) {
    super(name);
    if (depth < 1 || Integer.bitCount(depth) != 1) {
      throw new StructureException("new FlowToStream", "room for " + depth + " beats; allowed: powers of two from 1",
          "round it up to a power of two");
    }
    this.module = name;
    this.depth = depth;
    this.input = in("in", shape);
    this.output = out("out", shape.stream());
  }

  @Override
  protected void build() {
    if (depth == 1) {
      hold();
    } else {
      StreamFifo<T> queue = instance("queue",
          () -> new StreamFifo<>(module + "Queue", input.shape().stream(), depth));
      queue.input.valid().set(input.valid());
      queue.input.beat().set(input.beat());
      overflow.set(input.valid().and(queue.input.ready().not()));
      queue.output.into(output);
    }
  }

  private void hold() {
    Bool full = reg("full", Bool.bool(), 0);
    Beat<T> held = reg("held", input.shape().beat());
    Bool room = name("has_room", full.not().or(output.ready()));
    when(room, () -> full.set(input.valid()));
    when(room.and(input.valid()), () -> held.set(input.beat()));
    overflow.set(input.valid().and(room.not()));
    output.valid().set(full);
    output.beat().set(held);
  }
}
