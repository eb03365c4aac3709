package vit2rtl.fpga.axi.network;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * Reads the constants of an image once for every image whose pixels are there: N beats from {@code base} on, in bursts
 * that end at multiples of their greatest length and at the image's last beat. Beats come back in order, for there is one
 * ID. A burst is asked for when the queue behind has room for all of it, so {@code rready} is always high.
 *
 * <p>An error response, or a last beat where none should be, makes {@code failed} high: from that beat on nothing is
 * given to the accelerator, and nothing more is asked for until {@code restart}; {@code failed_at} stays at the beat.
 * {@code stop} holds both back as well; when {@code idle}, no answer is outstanding.
 */
@Summary("Reads the constants of every image from memory, in bursts, several of them under way.")
final class ConstantReader extends Component {
  /** Images whose pixels are in and whose constants were not asked for: one in the accelerator's memory, one behind. */
  private static final int MOST_WAITING = 3;
  private static final int OKAY_BITS = 2;

  private final ReadBus bus;
  private final int beats;
  private final int wordBits;

  /** Of the stream, in beats. */
  final UInt base;
  /** An image's last pixel is in. */
  final Bool image = in("image", Bool.bool());
  final Bool stop = in("stop", Bool.bool());
  final Bool restart = in("restart", Bool.bool());
  /** A beat leaves the queue behind. */
  final Bool popped = in("popped", Bool.bool());

  final UInt araddr;
  final UInt arlen = out("arlen", UInt.bits(8));
  final Bool arvalid = out("arvalid", Bool.bool());
  final Bool arready = in("arready", Bool.bool());
  final UInt rresp = in("rresp", UInt.bits(OKAY_BITS));
  final Bool rlast = in("rlast", Bool.bool());
  final Bool rvalid = in("rvalid", Bool.bool());

  /** A beat goes into the queue behind. */
  final Bool push = out("push", Bool.bool());
  /** It is an image's last. */
  final Bool pushLast = out("push_last", Bool.bool());
  final Bool slaveError = out("slave_error", Bool.bool());
  final Bool decodeError = out("decode_error", Bool.bool());
  final Bool lastError = out("last_error", Bool.bool());
  final Bool failed = out("failed", Bool.bool());
  /** Address of the next beat, in beats. */
  final UInt nextBeat;
  /** Answers are outstanding. */
  final Bool reading = out("reading", Bool.bool());
  /** Constants of an image are wanted and not all there. */
  final Bool open = out("image_open", Bool.bool());
  final Bool idle = out("idle", Bool.bool());

  private UInt received;
  private Bool baseWaits;
  private UInt outstanding;

  ConstantReader(ReadBus bus, int beats) {
    super("ConstantReader");
    this.bus = bus;
    this.beats = beats;
    this.wordBits = bus.addressBits() - Integer.numberOfTrailingZeros(bus.bytes());
    this.base = in("base", UInt.bits(wordBits));
    this.araddr = out("araddr", UInt.bits(bus.addressBits()));
    this.nextBeat = out("next_beat", UInt.bits(wordBits));
  }

  @Override
  protected void build() {
    Bool broken = reg("broken", Bool.bool(), 0);
    failed.set(broken);
    UInt waiting = reg("images_waiting", UInt.upTo(MOST_WAITING), 0);
    Bool active = reg("asking_image", Bool.bool(), 0);
    UInt address = reg("next_address", UInt.bits(wordBits), 0);
    UInt left = reg("beats_to_ask", UInt.upTo(beats), 0);
    UInt started = reg("base_of_next", UInt.bits(wordBits), 0);
    baseWaits = reg("base_waits", Bool.bool(), 0);
    outstanding = reg("outstanding", UInt.upTo(bus.outstanding()), 0);
    Bool held = name("held", stop.or(broken));

    Bool begin = name("begins", waiting.ne(0).and(active.not()).and(baseWaits.not()).and(held.not()));
    when(begin, () -> {
      active.set(Bool.lit(true));
      address.set(base);
      started.set(base);
      left.set(UInt.lit(beats));
    });
    check(image.not().or(waiting.lt(MOST_WAITING)).or(begin), "more images wait than the accelerator can hold");
    when(image.and(begin.not()), () -> waiting.set(waiting.add(1).saturate(0, MOST_WAITING)));
    when(begin.and(image.not()), () -> waiting.set(waiting.sub(1).saturate(0, MOST_WAITING)));

    Bool asked = ask(active, address, left, held);
    Bool firstBeat = answer(broken, started);
    when(begin, () -> baseWaits.set(Bool.lit(true)))
        .elsewhen(firstBeat, () -> baseWaits.set(Bool.lit(false)));
    Bool burstEnds = name("burst_ends", rvalid.and(rlast));
    when(asked.and(burstEnds.not()), () -> outstanding.set(outstanding.add(1).saturate(0, bus.outstanding())));
    when(burstEnds.and(asked.not()), () -> outstanding.set(outstanding.sub(1).saturate(0, bus.outstanding())));
    reading.set(outstanding.ne(0));
    idle.set(outstanding.eq(0));
    open.set(waiting.ne(0).or(active).or(baseWaits).or(received.ne(0)));
    when(restart, () -> {
      waiting.set(UInt.lit(0));
      active.set(Bool.lit(false));
      broken.set(Bool.lit(false));
    });
  }

  /** The address channel; high in the cycle in which a burst is decided on. */
  private Bool ask(Bool active, UInt address, UInt left, Bool held) {
    Bool valid = reg("address_valid", Bool.bool(), 0);
    UInt burstAddress = reg("burst_address", UInt.bits(wordBits), 0);
    UInt burstLength = reg("burst_length", UInt.bits(8), 0);
    UInt free = reg("free", UInt.upTo(bus.depth()), bus.depth());
    int offsetBits = Integer.numberOfTrailingZeros(bus.burst());
    UInt offset = offsetBits == 0 ? UInt.lit(0) : address.slice(offsetBits - 1, 0);
    UInt toEdge = name("to_edge", UInt.lit(bus.burst()).sub(offset).saturateUnsigned(bus.burst()));
    UInt length = name("length", left.min(toEdge).narrow(0, bus.burst()));
    Bool ask = name("asks", active.and(held.not()).and(valid.not().or(arready)).and(free.ge(bus.burst()))
        .and(outstanding.lt(bus.outstanding())));
    when(arready, () -> valid.set(Bool.lit(false)));
    when(ask, () -> {
      valid.set(Bool.lit(true));
      burstAddress.set(address);
      burstLength.set(length.sub(1).modulo(8));
      address.set(address.add(length).truncate(wordBits));
      left.set(left.sub(length).saturate(0, beats));
      when(left.eq(length), () -> active.set(Bool.lit(false)));
    });
    UInt taken = ask.mux(length, UInt.lit(0));
    free.set(free.add(popped.asUInt()).sub(taken).saturate(0, bus.depth()));
    when(restart, () -> free.set(UInt.lit(bus.depth())));
    araddr.set(burstAddress.shl(Integer.numberOfTrailingZeros(bus.bytes())).truncate(bus.addressBits()));
    arlen.set(burstLength);
    arvalid.set(valid);
    return ask;
  }

  /** The data channel; high with the first beat of an image. */
  private Bool answer(Bool broken, UInt started) {
    received = reg("beats_received", UInt.upTo(beats), 0);
    UInt position = reg("position", UInt.bits(wordBits), 0);
    Bool first = name("first_beat", received.eq(0));
    UInt here = name("here", first.mux(started, position));
    Bool imageEnds = name("image_ends", received.eq(beats - 1));
    int offsetBits = Integer.numberOfTrailingZeros(bus.burst());
    Bool edge = offsetBits == 0 ? Bool.lit(true) : here.slice(offsetBits - 1, 0).eq(bus.burst() - 1);
    Bool misplaced = name("last_misplaced", rlast.eq(edge.or(imageEnds)).not());
    Bool useful = name("useful", rvalid.and(broken.not()).and(stop.not()));
    Bool error = rresp.bit(1);
    Bool good = name("good", useful.and(error.not()).and(misplaced.not()));
    slaveError.set(useful.and(error).and(rresp.bit(0).not()));
    decodeError.set(useful.and(error).and(rresp.bit(0)));
    lastError.set(useful.and(error.not()).and(misplaced));
    when(useful.and(error.or(misplaced)), () -> {
      broken.set(Bool.lit(true));
      position.set(here);
    });
    when(good, () -> {
      received.set(imageEnds.mux(UInt.lit(0), received.add(1)).narrow(0, beats));
      position.set(here.add(1).truncate(wordBits));
    });
    when(restart, () -> {
      received.set(UInt.lit(0));
      baseWaits.set(Bool.lit(false));
    });
    push.set(good);
    pushLast.set(imageEnds);
    nextBeat.set(position);
    return good.and(first);
  }
}
