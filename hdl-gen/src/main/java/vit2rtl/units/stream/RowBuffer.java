package vit2rtl.units.stream;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;

/**
 * A circular buffer of beats between two passes over a row. Space is claimed by {@code reserve}, with {@code push} at
 * the latest, so that a pipeline that cannot stall may sit between the two; who pops knows that there is something to
 * pop (a row's beats are all in the buffer when its statistics are known). What breaks these rules breaks an assertion.
 *
 * <p>{@code read} carries the popped beat one cycle after {@code pop} and holds it until the next pop. One beat in and
 * one beat out per cycle.
 *
 * @param <T> the beats: a vector of lanes, a record, …
 */
@Summary("A circular buffer of beats between two passes over a row.")
public final class RowBuffer<T extends Signal> extends Component {
  private final int depth;

  public final Bool reserve = in("reserve", Bool.bool());
  public final Bool space = out("space", Bool.bool());
  public final Bool push = in("push", Bool.bool());
  public final T write;
  public final Bool pop = in("pop", Bool.bool());
  public final T read;

  /**
   * @param depth beats, a power of two, at least 2
   */
  public RowBuffer(String name, Type<T> beat, int depth) {
    super(name);
    if (Integer.bitCount(depth) != 1 || depth < 2) {
      throw new IllegalArgumentException("depth is " + depth + "; allowed: powers of two from 2");
    }
    this.depth = depth;
    this.write = in("write", beat);
    this.read = out("read", beat);
  }

  @Override
  protected void build() {
    int indexBits = Integer.numberOfTrailingZeros(depth);
    UInt free = reg("free", UInt.bits(indexBits + 1), depth);
    UInt pushIndex = reg("push_index", UInt.bits(indexBits), 0);
    UInt popIndex = reg("pop_index", UInt.bits(indexBits), 0);

    space.set(free.ne(0));
    when(reserve.and(pop.not()), () -> free.set(free.sub(1).modulo(free.width())));
    when(pop.and(reserve.not()), () -> free.set(free.add(1).truncate(free.width())));
    when(push, () -> pushIndex.set(pushIndex.add(1).truncate(indexBits)));
    when(pop, () -> popIndex.set(popIndex.add(1).truncate(indexBits)));

    Mem<UInt> beats = mem("beats", UInt.bits(write.width()), depth);
    beats.write(pushIndex, write.asBits().asUInt(), push);
    read.setBits(name("popped", beats.readSync(popIndex, pop, ReadUnderWrite.DONT_CARE)).asBits());

    check(reserve.not().or(space), "a beat is reserved in a full buffer");
    // Where all space is reserved, equal indices mean that all of it is filled or none: both rules then say nothing.
    UInt filled = pushIndex.sub(popIndex).modulo(indexBits);
    UInt reserved = UInt.lit(depth).sub(free).modulo(indexBits + 1);
    check(push.not().or(reserve).or(filled.lt(reserved)), "a beat is pushed without having been reserved");
    check(pop.not().or(filled.ne(0)).or(free.eq(0)), "a beat is popped from an empty buffer");
  }
}
