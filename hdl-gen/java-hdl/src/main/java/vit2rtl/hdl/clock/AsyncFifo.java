package vit2rtl.hdl.clock;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.UInt;

/**
 * A queue between two clock domains: a memory that the source writes and the destination reads, and two counters that
 * cross in Gray code ({@link GraySynchroniser}). Each side knows the other's counter late, so the queue may look fuller
 * to the source and emptier to the destination than it is, never the reverse. Nothing is lost, repeated or mixed,
 * whatever the ratio of the clocks.
 *
 * <p>It holds {@code depth} beats and one more in its output register. A beat is shown after 2 edges of the source, the
 * first of which takes it, and {@code stages} + 1 of the destination; one beat per cycle moves where {@code depth} ≥
 * 2·stages + 6 and the clocks are equally fast. Both domains need a reset, and both are in reset at the same time
 * before the first beat.
 *
 * @param <T> the elements
 */
@Summary("A queue between two clock domains, with counters that cross in Gray code.")
public final class AsyncFifo<T extends Signal> extends Component {
  private final ClockDomain from;
  private final ClockDomain to;
  private final int depth;
  private final int stages;

  /** What is written, in its own domain. */
  public final Stream<T> input;
  /** What is read, in the other domain. */
  public final Stream<T> output;

  /**
   * A queue between two clocks.
   *
   * @param name   name of the instance
   * @param from   domain of the input
   * @param to     domain of the output
   * @param shape  what the stream carries
   * @param depth  beats, a power of two, from 4
   * @param stages registers that each counter goes through at its destination, from 2
   */
  public AsyncFifo(String name, ClockDomain from, ClockDomain to, Stream.Shape<T> shape, int depth, int stages) {
    super(name);
    if (depth < 4 || Integer.bitCount(depth) != 1) {
      throw new StructureException("new AsyncFifo", "a queue of " + depth + " beats; allowed: powers of two from 4",
          "round it up to a power of two");
    }
    this.from = from;
    this.to = to;
    this.depth = depth;
    this.stages = Chain.checked(stages);
    this.input = from.on(() -> in("in", shape));
    this.output = to.on(() -> out("out", shape));
  }

  @Override
  protected void build() {
    int bits = Integer.numberOfTrailingZeros(depth);
    GraySynchroniser forth = instance("forth", () -> new GraySynchroniser(null, from, to, bits + 1, stages));
    GraySynchroniser back = instance("back", () -> new GraySynchroniser(null, to, from, bits + 1, stages));
    Mem<UInt> beats = mem("beats", UInt.bits(input.beat().width()), depth);
    from.on(() -> write(beats, forth.input, back.output, bits));
    to.on(() -> read(beats, back.input, forth.output, bits));
  }

  private void write(Mem<UInt> beats, UInt count, UInt taken, int bits) {
    UInt written = reg("written", UInt.bits(bits + 1), 0);
    UInt held = name("held", written.subtractModulo(taken, bits + 1));
    input.ready().set(held.ne(depth));
    beats.write(written.truncate(bits), input.beat().asBits().asUInt(), input.fire());
    when(input.fire(), () -> written.set(written.add(1).truncate(bits + 1)));
    count.set(written);
    check(held.le(depth), "the queue holds more beats than it has room for");
  }

  private void read(Mem<UInt> beats, UInt count, UInt written, int bits) {
    UInt taken = reg("taken", UInt.bits(bits + 1), 0);
    Bool full = reg("full", Bool.bool(), 0);
    Bits beat = Crossing.into(reg("beat", Bits.bits(output.beat().width())));
    Bool take = name("take", taken.ne(written).and(full.not().or(output.ready())));
    when(take, () -> {
      beat.set(beats.readAsync(taken.truncate(bits)).asBits());
      taken.set(taken.add(1).truncate(bits + 1));
      full.set(Bool.lit(true));
    }).elsewhen(output.ready(), () -> full.set(Bool.lit(false)));
    count.set(taken);
    output.valid().set(full);
    output.beat().setBits(beat);
  }
}
