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
    head.setBits((depth == 1 ? single(word) : queue(word)).asBits());
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

  /**
   * Tokens are counted by one register that moves where a push or a pop comes alone: that both are different decides whether
   * it moves, the push alone where to, so the pop, which the units decide late in a cycle, passes one gate.
   */
  private UInt queue(UInt word) {
    int indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(depth - 1);
    UInt count = reg("count", UInt.bits(indexBits + 1), 0);
    UInt pushIndex = reg("push_index", UInt.bits(indexBits), 0);
    UInt popIndex = reg("pop_index", UInt.bits(indexBits), 0);
    Mem<UInt> tokens = mem("tokens", UInt.bits(word.width()), 1 << indexBits);
    when(push.xor(pop), () -> count.set(push.mux(count.add(1).truncate(count.width()), count.sub(1).modulo(count.width()))));
    when(push, () -> pushIndex.set(pushIndex.add(1).truncate(indexBits)));
    when(pop, () -> popIndex.set(popIndex.add(1).truncate(indexBits)));
    tokens.write(pushIndex, word, push);
    available.set(count.ne(0));
    check(push.not().or(count.lt(depth)).or(pop), "a token is pushed into a full queue");
    return tokens.readAsync(popIndex);
  }
}
