package vit2rtl.hdl.stream;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.UInt;

/**
 * A queue of beats in LUT memory. It takes a beat while it holds fewer than {@code depth}, full rate at any fill level;
 * latency 1 through an empty queue. {@code ready} and {@code valid} depend on registers alone, so it cuts the paths in
 * both directions; the payload is read combinationally.
 *
 * @param <T> the elements
 */
@Summary("A queue of beats in LUT memory.")
public final class StreamFifo<T extends Signal> extends Component {
  private final int depth;

  /** What is written. */
  public final Stream<T> input;
  /** What is read. */
  public final Stream<T> output;
  /** Beats held, 0…depth. */
  public final UInt fill;

  /**
   * A queue.
   *
   * @param name  name of the instance
   * @param shape what goes through
   * @param depth beats, a power of two, at least 2
   */
  public StreamFifo(String name, Stream.Shape<T> shape, int depth) {
    super(name);
    if (depth < 2 || Integer.bitCount(depth) != 1) {
      throw new StructureException("new StreamFifo", "a queue of " + depth + " beats; allowed: powers of two from 2",
          "round it up to a power of two");
    }
    this.depth = depth;
    this.input = in("in", shape);
    this.output = out("out", shape);
    this.fill = out("fill", UInt.upTo(depth));
  }

  @Override
  protected void build() {
    int bits = Integer.numberOfTrailingZeros(depth);
    UInt count = reg("count", UInt.upTo(depth), 0);
    UInt write = reg("write_index", UInt.bits(bits), 0);
    UInt read = reg("read_index", UInt.bits(bits), 0);
    Bool push = name("push", input.fire());
    Bool pop = name("pop", output.fire());

    input.ready().set(count.lt(depth));
    output.valid().set(count.gt(0));
    fill.set(count);
    when(push.and(pop.not()), () -> count.set(count.add(1).saturate(0, depth)));
    when(pop.and(push.not()), () -> count.set(count.sub(1).saturateUnsigned(depth)));
    when(push, () -> write.set(write.add(1).truncate(bits)));
    when(pop, () -> read.set(read.add(1).truncate(bits)));

    Mem<UInt> beats = mem("beats", UInt.bits(input.beat().width()), depth);
    beats.write(write, input.beat().asBits().asUInt(), push);
    output.beat().setBits(beats.readAsync(read).asBits());
    // Count and indices go on separately: a beat too many or too few leaves them at odds for good.
    check(write.subtractModulo(read, bits).eq(count.slice(bits - 1, 0)),
        "a beat was pushed into a full queue or popped from an empty one");
  }
}
