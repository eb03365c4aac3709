package vit2rtl.fpga.axi;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.fpga.axi.RegisterMap.Event;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * The 32-bit event counters of {@link AxiRegisters}. Their bits pass once in a round of 32 cycles, bit i in slot i,
 * from a 32-word memory of one bit per counter; a bit leaves as bit ⊕ carry and the carry becomes carry ∧ bit, so one
 * carry bit per counter is all the arithmetic there is, and a round adds at most one:
 * <ul>
 *   <li>an event that comes at most once in a round (a row of 32 beats or more has left; the round itself) waits in
 *       {@code pending} and is the carry into bit 0, that of the round, which counts 32 cycles, into bit 5;
 *   <li>an event that may come in every cycle is counted modulo 32 in five flip-flops of its own; their overflow waits
 *       in {@code pending} and is the carry into bit 5. A round has at most 32 events, and 31 + 32 &lt; 64: it
 *       overflows once at most. Slots 0 to 4 of the memory stay 0.
 * </ul>
 * {@code present} is the passing bit of the counter that {@code selected} names, as of the beginning of the round; the
 * five flip-flops are copied to a shift register there, together with {@code pending}.
 */
final class EventCounters extends Component {
  static final int ROUND = 32;
  private static final int FAST_BITS = 5;

  private final List<Boolean> fast;

  /** What is counted in a cycle, by {@link Event}; that of CYCLES is not looked at. */
  final Vec<Bool> events = in("events", Vec.type(Event.values().length, Bool.bool()));
  final UInt slot = in("slot", UInt.upTo(ROUND - 1));
  /** The round's last slot. */
  final Bool closing = in("closing", Bool.bool());
  /** With {@code closing}: what is counted so far is forgotten, and the next round is cleared. */
  final Bool clear = in("clear", Bool.bool());
  /** All through a round: its bits leave as 0. */
  final Bool clearing = in("clearing", Bool.bool());
  final UInt selected = in("selected", UInt.upTo(Event.values().length - 1));
  final Bool present = out("present", Bool.bool());

  /** @param beats beats per row */
  EventCounters(int beats) {
    super("EventCounters");
    this.fast = List.of(beats < ROUND, false, true, true);
  }

  @Override
  protected void build() {
    int counters = events.size();
    Mem<UInt> words = mem("bits", UInt.bits(counters), ROUND);
    UInt before = words.readAsync(slot);
    Bool low = reg("low", Bool.bool(), 1);
    low.set(closing.or(low.and(slot.eq(FAST_BITS - 1).not())));
    List<UInt> bits = new ArrayList<>();
    List<UInt> copies = new ArrayList<>();
    for (Event event : Event.values()) {
      int k = event.ordinal();
      UInt count = fast.get(k) ? count(k) : UInt.lit(0).truncate(FAST_BITS);
      copies.add(count);
      bits.add(name("bit_" + k, bit(event, before.bit(k), low, count)).asUInt());
    }
    UInt after = bits.get(0);
    for (int k = 1; k < counters; k++) {
      after = bits.get(k).concat(after);
    }
    words.write(slot, after, Bool.lit(true));

    UInt copy = reg("copy", UInt.bits(FAST_BITS));
    copy.set(closing.mux(Vec.of(copies).get(selected), copy.shr(1)).truncate(FAST_BITS));
    when(clear, () -> copy.set(UInt.lit(0)));
    present.set(Vec.of(bits).get(selected).eq(1).or(copy.bit(0)));
  }

  /** Events modulo 32. */
  private UInt count(int k) {
    UInt count = reg("count_" + k, UInt.bits(FAST_BITS), 0);
    when(events.get(k), () -> count.set(count.add(1).truncate(FAST_BITS)));
    when(clear, () -> count.set(UInt.lit(0)));
    return count;
  }

  /** The passing bit of a counter after counting. */
  private Bool bit(Event event, Bool before, Bool low, UInt count) {
    int k = event.ordinal();
    Bool carry = reg("carry_" + k, Bool.bool(), 0);
    Bool bit = carry.xor(before).and(clearing.not());
    if (event == Event.CYCLES) {
      carry.set(low.or(carry.and(before)));
      return bit.and(low.not());
    }
    Bool pending = reg("pending_" + k, Bool.bool(), 0);
    Bool more = fast.get(k) ? events.get(k).and(count.eq((1 << FAST_BITS) - 1)) : events.get(k);
    pending.set(more.or(pending.and(closing.not())));
    when(clear, () -> pending.set(Bool.lit(false)));
    carry.set(closing.mux(pending, carry.and(fast.get(k) ? before.or(low) : before)));
    return fast.get(k) ? bit.and(low.not()) : bit;
  }
}
