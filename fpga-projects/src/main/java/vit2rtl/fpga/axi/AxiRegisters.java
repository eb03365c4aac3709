package vit2rtl.fpga.axi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.Vec;

/**
 * An AXI4-Lite register file that works bit by bit, because registers are read rarely and logic is dear: every 32 cycles
 * the bits of all counters pass by once, least significant first, each through its own carry, and a read collects the bits
 * of one register while they pass. 32-bit counters cost a few look-up tables each, a read takes 33 to 65 cycles, and no
 * wide multiplexer exists.
 *
 * <p>Counting: a counter's events of one round of 32 cycles (at most 32, 6 bits) are the carry into the next round's bits;
 * bit i leaves (carry + bit) mod 2, and the carry becomes ⌊(carry + bit)/2⌋, at most 32. After 32 bits the carry is what
 * exceeds 2^32, and is dropped.
 *
 * <p>Bus: one read and one write at a time, independent of each other. Addresses name words (the two low bits are
 * ignored). SLVERR answers reads of reserved words (with data 0), writes to reserved and read-only words, and writes of
 * less than a whole word; such writes change nothing. Words that are only written are kept for the hardware and read as
 * reserved ones. The word that loads a constant comes out in the cycle in which it is written, or is refused with SLVERR.
 * No combinational path leads from an input of the bus to an output of the bus.
 */
final class AxiRegisters extends Component {
  private static final int WORD = 32;
  private static final int SLOT_BITS = 5;
  private static final int CARRY_BITS = 6;
  private static final int OKAY = 0;
  private static final int SLVERR = 2;

  private final RegisterMap map;

  final UInt awaddr = in("awaddr", UInt.bits(RegisterMap.ADDRESS_BITS));
  final Bool awvalid = in("awvalid", Bool.bool());
  final Bool awready = out("awready", Bool.bool());
  final UInt wdata = in("wdata", UInt.bits(WORD));
  final UInt wstrb = in("wstrb", UInt.bits(WORD / 8));
  final Bool wvalid = in("wvalid", Bool.bool());
  final Bool wready = out("wready", Bool.bool());
  final UInt bresp = out("bresp", UInt.bits(2));
  final Bool bvalid = out("bvalid", Bool.bool());
  final Bool bready = in("bready", Bool.bool());
  final UInt araddr = in("araddr", UInt.bits(RegisterMap.ADDRESS_BITS));
  final Bool arvalid = in("arvalid", Bool.bool());
  final Bool arready = out("arready", Bool.bool());
  final UInt rdata = out("rdata", UInt.bits(WORD));
  final UInt rresp = out("rresp", UInt.bits(2));
  final Bool rvalid = out("rvalid", Bool.bool());
  final Bool rready = in("rready", Bool.bool());

  /** What is counted in a cycle, by {@link RegisterMap.Event}; CYCLES is not looked at. */
  final Vec<Bool> events = in("events", Vec.type(RegisterMap.Event.values().length, Bool.bool()));
  /** The bits of STATUS. */
  final Vec<Bool> flags;
  /** High in the cycle from which on a clear counts anew. */
  final Bool cleared = out("cleared", Bool.bool());

  /** Words that are only written, by the names of their registers. */
  private final Map<String, UInt> held = new LinkedHashMap<>();
  /** Whether a constant may be loaded now; null like the next three where the map loads none. */
  final Bool loadAllowed;
  /** High in the cycle in which {@link #loadLow} and the held words make a constant. */
  final Bool load;
  final UInt loadLow;
  /** High in the cycle in which a constant is refused. */
  final Bool loadRefused;

  AxiRegisters(RegisterMap map) {
    super("AxiRegisters");
    this.map = map;
    for (Register register : map.registers()) {
      if (register.source() instanceof Register.Source.Held word && word.width() > 0) {
        held.put(register.name(), out(register.name().toLowerCase(Locale.ROOT), UInt.bits(word.width())));
      }
    }
    boolean loads = map.registers().stream().anyMatch(r -> r.source() instanceof Register.Source.Load);
    this.loadAllowed = loads ? in("load_allowed", Bool.bool()) : null;
    this.load = loads ? out("load", Bool.bool()) : null;
    this.loadLow = loads ? out("load_low", UInt.bits(WORD)) : null;
    this.loadRefused = loads ? out("load_refused", Bool.bool()) : null;
    this.flags = in("flags", Vec.type(map.register("STATUS").fields().size(), Bool.bool()));
  }

  /** Some bits of a held word. */
  UInt held(String register, int low, int width) {
    return held.get(register).slice(low + width - 1, low);
  }

  @Override
  protected void build() {
    UInt slot = reg("slot", UInt.bits(SLOT_BITS), 0);
    slot.set(slot.add(1).truncate(SLOT_BITS));
    Bool closing = name("closing", slot.eq(WORD - 1));

    // A clear that was asked for takes the next whole round. The first round after reset clears, as the memory has no
    // reset.
    Bool wanted = reg("clear_wanted", Bool.bool(), 0);
    Bool clearing = reg("clearing", Bool.bool(), 1);
    when(closing, () -> {
      clearing.set(wanted);
      wanted.set(Bool.lit(false));
    });
    cleared.set(closing.and(wanted));

    UInt counterBits = count(slot, closing, clearing, wanted);
    write(wanted);
    read(slot, closing, counterBits, wanted.or(clearing));
  }

  /** The present bit of every counter, after counting, counter 0 lowest. */
  private UInt count(UInt slot, Bool closing, Bool clearing, Bool wanted) {
    int counters = events.size();
    Mem<UInt> words = mem("counts", UInt.bits(counters), WORD);
    UInt before = words.readAsync(slot);
    UInt after = null;
    for (int k = 0; k < counters; k++) {
      UInt carry = reg("carry_" + k, UInt.bits(CARRY_BITS), 0);
      UInt sum = name("sum_" + k, carry.add(before.slice(k, k)).truncate(CARRY_BITS));
      UInt gathered = k == RegisterMap.Event.CYCLES.ordinal() ? UInt.lit(WORD) : gather(k, closing);
      UInt next = wanted.mux(UInt.lit(0), gathered);
      carry.set(closing.mux(next, sum.shr(1)).truncate(CARRY_BITS));
      UInt bit = name("bit_" + k, clearing.mux(UInt.lit(0), sum.slice(0, 0)));
      after = after == null ? bit : bit.concat(after);
    }
    words.write(slot, after, Bool.lit(true));
    return after;
  }

  /** Events of this round so far, the present cycle's not included. */
  private UInt gather(int k, Bool closing) {
    UInt gathered = reg("gathered_" + k, UInt.bits(CARRY_BITS), 0);
    UInt more = events.get(k).asUInt();
    gathered.set(closing.mux(UInt.lit(0), gathered).add(more).truncate(CARRY_BITS));
    return gathered;
  }

  private void write(Bool wanted) {
    Bool take = reg("write_taken", Bool.bool(), 0);
    Bool answering = reg("write_answering", Bool.bool(), 0);
    Bool good = reg("write_good", Bool.bool());
    take.set(awvalid.and(wvalid).and(take.not()).and(answering.not()));
    Bool whole = wstrb.eq((1 << WORD / 8) - 1);
    Bool control = name("write_control", writes(map.register("CONTROL")).and(whole));
    Bool allowed = name("write_allowed", loads(take, whole, control));
    when(take, () -> {
      answering.set(Bool.lit(true));
      good.set(allowed);
      when(control.and(wdata.bit(0)), () -> wanted.set(Bool.lit(true)));
    });
    when(answering.and(bready), () -> answering.set(Bool.lit(false)));
    awready.set(take);
    wready.set(take);
    bvalid.set(answering);
    bresp.set(good.mux(UInt.lit(OKAY), UInt.lit(SLVERR)));
  }

  private Bool writes(Register register) {
    return awaddr.slice(RegisterMap.ADDRESS_BITS - 1, 2).eq(register.offset() / 4);
  }

  /** Takes what is written for the hardware; true where that, or the write that is {@code allowed} already, is well. */
  private Bool loads(Bool take, Bool whole, Bool allowed) {
    Bool well = allowed;
    for (Register register : map.registers()) {
      Bool here = writes(register).and(whole);
      if (register.source() instanceof Register.Source.Held) {
        well = well.or(here);
        UInt word = held.get(register.name());
        if (word != null) {
          UInt kept = reg("kept_" + register.name().toLowerCase(Locale.ROOT), word.type());
          when(take.and(here), () -> kept.set(wdata.truncate(kept.width())));
          word.set(kept);
        }
      } else if (register.source() instanceof Register.Source.Load) {
        well = well.or(here.and(loadAllowed));
        load.set(take.and(here).and(loadAllowed));
        loadLow.set(wdata);
        loadRefused.set(take.and(here).and(loadAllowed.not()));
      }
    }
    return well;
  }

  private void read(UInt slot, Bool closing, UInt counterBits, Bool clear) {
    int indexBits = RegisterMap.ADDRESS_BITS - 2;
    Bool taken = reg("read_taken", Bool.bool(), 0);
    Bool collecting = reg("read_collecting", Bool.bool(), 0);
    Bool answering = reg("read_answering", Bool.bool(), 0);
    Bool known = reg("read_known", Bool.bool());
    UInt index = reg("read_index", UInt.bits(indexBits));
    UInt word = reg("read_word", UInt.bits(WORD));

    List<UInt> bits = new ArrayList<>();
    List<Bool> knows = new ArrayList<>();
    for (int i = 0; i < 1 << indexBits; i++) {
      int offset = i * 4;
      Register register = map.registers().stream().filter(r -> r.offset() == offset).findFirst().orElse(null);
      boolean readable = register != null && register.access() != Register.Access.WRITE_ONLY;
      knows.add(Bool.lit(readable));
      bits.add(readable ? bit(register, slot, counterBits, clear) : UInt.lit(0));
    }
    UInt bit = name("read_bit", Vec.of(bits).get(index));
    when(collecting, () -> word.set(bit.concat(word.slice(WORD - 1, 1))));

    Bool ready = name("read_ready", taken.not().and(answering.not()));
    when(arvalid.and(ready), () -> {
      taken.set(Bool.lit(true));
      UInt asked = araddr.slice(RegisterMap.ADDRESS_BITS - 1, 2);
      index.set(asked);
      known.set(Vec.of(knows.stream().map(Bool::asUInt).toList()).get(asked).eq(1));
    });
    when(closing.and(taken), () -> {
      collecting.set(collecting.not());
      when(collecting, () -> {
        taken.set(Bool.lit(false));
        answering.set(Bool.lit(true));
      });
    });
    when(answering.and(rready), () -> answering.set(Bool.lit(false)));
    arready.set(ready);
    rvalid.set(answering);
    rdata.set(word);
    rresp.set(known.mux(UInt.lit(OKAY), UInt.lit(SLVERR)));
  }

  /** The bit of a register that passes in this slot. */
  private UInt bit(Register register, UInt slot, UInt counterBits, Bool clear) {
    Register.Source source = register.source();
    if (source instanceof Register.Source.Constant constant) {
      return UInt.lit(constant.value() & 0xFFFFFFFFL).shr(slot).slice(0, 0);
    }
    if (source instanceof Register.Source.Counter counter) {
      return counterBits.slice(counter.index(), counter.index());
    }
    if (source instanceof Register.Source.Commands) {
      return slot.eq(0).and(clear).asUInt();
    }
    Bool flag = Bool.lit(false);
    for (int i = 0; i < flags.size(); i++) {
      flag = flag.or(slot.eq(i).and(flags.get(i)));
    }
    return flag.asUInt();
  }
}
