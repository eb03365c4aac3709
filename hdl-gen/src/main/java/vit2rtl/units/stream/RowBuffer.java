package vit2rtl.units.stream;

import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.Vec;

/**
 * A circular buffer of beats between two passes over a row. Space is claimed by {@code reserve}, not by {@code push},
 * so that a pipeline that cannot stall may sit between the two; who pops knows that there is something to pop (a row's
 * beats are all in the buffer when its statistics are known).
 *
 * <p>{@code read} carries the popped beat one cycle after {@code pop} and holds it until the next pop. One beat in and
 * one beat out per cycle.
 */
public final class RowBuffer extends Component {
  private final int lanes;
  private final int bits;
  private final int depth;

  public final Bool reserve = in("reserve", Bool.bool());
  public final Bool space = out("space", Bool.bool());
  public final Bool push = in("push", Bool.bool());
  public final Vec<UInt> write;
  public final Bool pop = in("pop", Bool.bool());
  public final Vec<UInt> read;

  /**
   * @param depth beats, a power of two, at least 2
   */
  public RowBuffer(String name, int lanes, int bits, int depth) {
    super(name);
    if (Integer.bitCount(depth) != 1 || depth < 2) {
      throw new IllegalArgumentException("depth is " + depth + "; allowed: powers of two from 2");
    }
    this.lanes = lanes;
    this.bits = bits;
    this.depth = depth;
    this.write = in("write", Vec.type(lanes, UInt.bits(bits)));
    this.read = out("read", Vec.type(lanes, UInt.bits(bits)));
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

    Mem<UInt> beats = mem("beats", UInt.bits(lanes * bits), depth);
    UInt word = write.get(0);
    for (int lane = 1; lane < lanes; lane++) {
      word = write.get(lane).concat(word);
    }
    beats.write(pushIndex, word, push);
    UInt popped = name("popped", beats.readSync(popIndex, pop));
    for (int lane = 0; lane < lanes; lane++) {
      read.get(lane).set(popped.slice(lane * bits + bits - 1, lane * bits));
    }
  }
}
