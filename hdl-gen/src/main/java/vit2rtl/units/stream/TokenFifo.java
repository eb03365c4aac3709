package vit2rtl.units.stream;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;

/**
 * A small queue of per-row results. Nobody waits for room: the number of rows in flight is bounded by the row buffer
 * beside it, and {@code depth} is chosen from that bound; a push into a full queue, and a pop from an empty one, break
 * an assertion. The oldest token is on {@code head} while {@code available}, which a token is {@link #LATENCY} cycles
 * after its push. One token in and one out per cycle.
 *
 * @param <T> the tokens: an integer, a record, …
 */
@Summary("A small queue of per-row results.")
public final class TokenFifo<T extends Signal> extends Component {
  /** Cycles from a push to its token being available. */
  public static final int LATENCY = 1;

  private final int depth;

  public final Bool push = in("push", Bool.bool());
  public final T tail;
  public final Bool available = out("available", Bool.bool());
  public final T head;
  public final Bool pop = in("pop", Bool.bool());

  /**
   * @param depth tokens, at least 1
   */
  public TokenFifo(String name, Type<T> token, int depth) {
    super(name);
    this.depth = depth;
    this.tail = in("tail", token);
    this.head = out("head", token);
  }

  @Override
  protected void build() {
    UInt word = tail.asBits().asUInt();
    UInt oldest = switch (depth) {
      case 1 -> single(word);
      case 2 -> pair(word);
      default -> queue(word);
    };
    head.setBits(oldest.asBits());
    check(pop.not().or(available), "a token is popped from an empty queue");
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
    check(push.not().or(full.not()).or(pop), "a token is pushed into a full queue");
    return token;
  }

  /** Two tokens are counted by one register, which moves where a push or a pop comes alone. */
  private UInt pair(UInt word) {
    UInt count = reg("count", UInt.bits(2), 0);
    UInt pushIndex = reg("push_index", UInt.bits(1), 0);
    UInt popIndex = reg("pop_index", UInt.bits(1), 0);
    Mem<UInt> tokens = mem("tokens", UInt.bits(word.width()), 2);
    when(push.and(pop.not()), () -> count.set(count.add(1).truncate(2)));
    when(pop.and(push.not()), () -> count.set(count.sub(1).modulo(2)));
    when(push, () -> pushIndex.set(pushIndex.add(1).truncate(1)));
    when(pop, () -> popIndex.set(popIndex.add(1).truncate(1)));
    tokens.write(pushIndex, word, push);
    available.set(count.ne(0));
    check(push.not().or(count.lt(depth)).or(pop), "a token is pushed into a full queue");
    return tokens.readAsync(popIndex);
  }

  /**
   * Places are counted modulo twice their number, so that equal counts mean empty. Pushes and pops then move a register
   * each, and a pop, which the units decide late in a cycle, has no way to a counter of tokens, which would be the slowest
   * path of a LayerNorm.
   */
  private UInt queue(UInt word) {
    int indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(depth - 1);
    UInt pushed = reg("pushed", UInt.bits(indexBits + 1), 0);
    UInt popped = reg("popped", UInt.bits(indexBits + 1), 0);
    Mem<UInt> tokens = mem("tokens", UInt.bits(word.width()), 1 << indexBits);
    when(push, () -> pushed.set(pushed.add(1).truncate(pushed.width())));
    when(pop, () -> popped.set(popped.add(1).truncate(popped.width())));
    tokens.write(pushed.slice(indexBits - 1, 0), word, push);
    available.set(pushed.ne(popped));
    UInt count = pushed.sub(popped).modulo(pushed.width());
    check(push.not().or(count.lt(depth)).or(pop), "a token is pushed into a full queue");
    return tokens.readAsync(popped.slice(indexBits - 1, 0));
  }
}
