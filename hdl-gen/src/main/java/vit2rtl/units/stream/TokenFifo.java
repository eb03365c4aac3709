package vit2rtl.units.stream;

import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.UInt;

/**
 * A small queue of per-row results. There is always room: the number of rows in flight is bounded by the row buffer
 * beside it, and {@code depth} is chosen from that bound. The oldest token is on {@code head} while {@code available};
 * a token pushed in one cycle is available in the next.
 */
public final class TokenFifo extends Component {
  private final int[] bits;
  private final int depth;

  public final Bool push = in("push", Bool.bool());
  public final UInt[] tail;
  public final Bool available = out("available", Bool.bool());
  public final UInt[] head;
  public final Bool pop = in("pop", Bool.bool());

  /**
   * @param fields field names
   * @param bits   field widths
   * @param depth  tokens, at least 1
   */
  public TokenFifo(String name, String[] fields, int[] bits, int depth) {
    super(name);
    this.bits = bits.clone();
    this.depth = depth;
    this.tail = new UInt[bits.length];
    this.head = new UInt[bits.length];
    for (int i = 0; i < bits.length; i++) {
      tail[i] = in("tail_" + fields[i], UInt.bits(bits[i]));
      head[i] = out("head_" + fields[i], UInt.bits(bits[i]));
    }
  }

  @Override
  protected void build() {
    UInt word = tail[0];
    for (int i = 1; i < tail.length; i++) {
      word = tail[i].concat(word);
    }
    UInt oldest = depth == 1 ? single(word) : queue(word);
    int low = 0;
    for (int i = 0; i < head.length; i++) {
      head[i].set(oldest.slice(low + bits[i] - 1, low));
      low += bits[i];
    }
  }

  private UInt single(UInt word) {
    Bool full = reg("full", Bool.bool(), 0);
    UInt token = reg("token", UInt.bits(word.width()));
    when(pop, () -> full.set(Bool.lit(false)));
    when(push, () -> {
      full.set(Bool.lit(true));
      token.set(word);
    });
    available.set(full);
    return token;
  }

  private UInt queue(UInt word) {
    int indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(depth - 1);
    UInt count = reg("count", UInt.bits(indexBits + 1), 0);
    UInt pushIndex = reg("push_index", UInt.bits(indexBits), 0);
    UInt popIndex = reg("pop_index", UInt.bits(indexBits), 0);
    Mem<UInt> tokens = mem("tokens", UInt.bits(word.width()), 1 << indexBits);
    when(push.and(pop.not()), () -> count.set(count.add(1).truncate(count.width())));
    when(pop.and(push.not()), () -> count.set(count.sub(1).modulo(count.width())));
    when(push, () -> pushIndex.set(pushIndex.add(1).truncate(indexBits)));
    when(pop, () -> popIndex.set(popIndex.add(1).truncate(indexBits)));
    tokens.write(pushIndex, word, push);
    available.set(count.ne(0));
    return tokens.readAsync(popIndex);
  }
}
