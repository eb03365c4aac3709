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

  /** Of two tokens a counter is as small as can be: it moves where a push or a pop comes alone. */
  private UInt pair(UInt word) {
    UInt count = reg("count", UInt.bits(2), 0);
    UInt pushIndex = reg("push_index", UInt.bits(1), 0);
    UInt popIndex = reg("pop_index", UInt.bits(1), 0);
    when(push.and(pop.not()), () -> count.set(count.add(1).truncate(2)));
    when(pop.and(push.not()), () -> count.set(count.sub(1).modulo(2)));
    available.set(count.ne(0));
    return stored(word, pushIndex, popIndex, count);
  }

  /**
   * Places are counted modulo twice their number, so that equal counts mean empty. Pushes and pops then move a register
   * each, and a pop, which the units decide late in a cycle, has no way to a counter of tokens.
   */
  private UInt queue(UInt word) {
    int bits = indexBits() + 1;
    UInt pushed = reg("pushed", UInt.bits(bits), 0);
    UInt popped = reg("popped", UInt.bits(bits), 0);
    available.set(pushed.ne(popped));
    return stored(word, pushed, popped, pushed.sub(popped).modulo(bits));
  }

  private int indexBits() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(depth - 1);
  }

  /**
   * The oldest of the tokens in a memory.
   *
   * @param pushes counts pushes; its low bits are the place of the next one
   * @param pops   counts pops
   * @param count  tokens there are
   */
  private UInt stored(UInt word, UInt pushes, UInt pops, UInt count) {
    Mem<UInt> tokens = mem("tokens", UInt.bits(word.width()), 1 << indexBits());
    when(push, () -> pushes.set(pushes.add(1).truncate(pushes.width())));
    when(pop, () -> pops.set(pops.add(1).truncate(pops.width())));
    tokens.write(place(pushes), word, push);
    check(push.not().or(count.lt(depth)).or(pop), "a token is pushed into a full queue");
    return tokens.readAsync(place(pops));
  }

  private UInt place(UInt count) {
    return count.width() == indexBits() ? count : count.slice(indexBits() - 1, 0);
  }
}
