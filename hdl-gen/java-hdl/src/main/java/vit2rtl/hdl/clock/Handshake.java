package vit2rtl.hdl.clock;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;

/**
 * Carries a stream into another clock domain, one beat at a time, of any width. The beat waits in a register of the
 * source while a toggled bit crosses; the destination takes it when it sees the bit change, and toggles another one
 * back. Nothing is lost, repeated or mixed, whatever the ratio of the clocks.
 *
 * <p>A beat is shown after 2 edges of the source, the first of which takes it, and {@code stages} + 1 of the
 * destination; one more edge of the destination and {@code stages} of the source later the source is ready again. Both
 * domains need a reset, and both are in reset at the same time before the first beat. For more throughput:
 * {@link AsyncFifo}.
 *
 * @param <T> the elements
 */
@Summary("Carries a stream into another clock domain, one beat at a time, of any width.")
public final class Handshake<T extends Signal> extends Component {
  private final ClockDomain from;
  private final ClockDomain to;
  private final int stages;

  /** What is sent, in its own domain. */
  public final Stream<T> input;
  /** What arrives, in the other domain. */
  public final Stream<T> output;

  /**
   * A crossing of single beats.
   *
   * @param name   name of the instance
   * @param from   domain of the input
   * @param to     domain of the output
   * @param shape  what the stream carries
   * @param stages registers that each toggled bit goes through at its destination, from 2
   */
  public Handshake(String name, ClockDomain from, ClockDomain to, Stream.Shape<T> shape, int stages) {
    super(name);
    this.from = from;
    this.to = to;
    this.stages = Chain.checked(stages);
    this.input = from.on(() -> in("in", shape));
    this.output = to.on(() -> out("out", shape));
  }

  @Override
  protected void build() {
    Synchroniser forth = instance("forth", () -> new Synchroniser(null, from, to, stages));
    Synchroniser back = instance("back", () -> new Synchroniser(null, to, from, stages));
    Bits waiting = from.on(() -> send(forth.input, back.output));
    to.on(() -> receive(waiting, forth.output, back.input));
  }

  /** Asks by toggling; free again when the answer equals the question. */
  private Bits send(Bool ask, Bool answered) {
    Bool asked = reg("asked", Bool.bool(), 0);
    Bits waiting = reg("waiting", Bits.bits(input.beat().width()));
    input.ready().set(asked.eq(answered));
    when(input.fire(), () -> {
      waiting.set(input.beat().asBits());
      asked.set(asked.not());
    });
    ask.set(asked);
    return waiting;
  }

  private void receive(Bits waiting, Bool asked, Bool answer) {
    Bool answered = reg("answered", Bool.bool(), 0);
    Bool full = reg("full", Bool.bool(), 0);
    Bits taken = Crossing.into(reg("taken", Bits.bits(waiting.width())));
    when(asked.xor(answered).and(full.not()), () -> {
      taken.set(waiting);
      full.set(Bool.lit(true));
      answered.set(asked);
    });
    when(output.fire(), () -> full.set(Bool.lit(false)));
    answer.set(answered);
    output.valid().set(full);
    output.beat().setBits(taken);
  }
}
