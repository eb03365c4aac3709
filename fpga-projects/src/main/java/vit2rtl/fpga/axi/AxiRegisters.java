package vit2rtl.fpga.axi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vit2rtl.fpga.axi.Register.Access;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * An AXI4-Lite register file that works bit by bit, because registers are read rarely and logic is dear: in rounds of
 * 32 cycles the bits of all counters pass by once ({@link EventCounters}), least significant first, and a read collects
 * the bits of one register while they pass. A read takes 33 to 65 cycles, and no wide multiplexer exists.
 *
 * <p>Bus: one read and one write at a time, independent of each other. Addresses name words (the two low bits are
 * ignored). SLVERR answers reads of reserved words (with data 0), writes to reserved and read-only words, and writes of
 * less than a whole word; such writes change nothing. Words that are only written are kept for the hardware and read as
 * reserved ones. A read's address is taken when its data is there. The word that loads a constant comes out in the
 * cycle in which it is written, or is refused with SLVERR. No combinational path leads from an input of the bus to an
 * output of the bus.
 */
final class AxiRegisters extends Component {
  private static final int WORD = EventCounters.ROUND;
  private static final int SLOT_BITS = 5;
  /** Words from this index on are counters, before it constants, flags and commands. */
  private static final int FIRST_COUNTER = 8;
  private static final int OKAY = 0;
  private static final int SLVERR = 2;

  private final RegisterMap map;
  private final EventCounters counters;

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

  /** @param beats beats per row */
  AxiRegisters(RegisterMap map, int beats) {
    super("AxiRegisters");
    this.map = map;
    this.counters = instance("counters", () -> new EventCounters(beats));
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

    counters.events.set(events);
    counters.slot.set(slot);
    counters.closing.set(closing);
    counters.clear.set(cleared);
    counters.clearing.set(clearing);
    write(wanted);
    read(slot, closing, wanted.or(clearing));
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

  private void read(UInt slot, Bool closing, Bool clear) {
    Bool collecting = reg("read_collecting", Bool.bool(), 0);
    Bool answering = reg("read_answering", Bool.bool(), 0);
    UInt index = name("read_index", araddr.slice(RegisterMap.ADDRESS_BITS - 1, 2));
    counters.selected.set(index.slice(1, 0));
    Bool bit = name("read_bit", index.bit(3).mux(index.bit(2).not().and(counters.present), own(index, slot, clear)));
    UInt word = reg("read_word", UInt.bits(WORD));
    Bool known = reg("read_known", Bool.bool());
    when(collecting, () -> {
      word.set(bit.asUInt().concat(word.slice(WORD - 1, 1)));
      known.set(readable(index));
    });

    Bool done = name("read_done", closing.and(collecting));
    when(closing, () -> collecting.set(arvalid.and(collecting.not()).and(answering.not())));
    answering.set(done.or(answering.and(rready.not())));
    arready.set(done);
    rvalid.set(answering);
    rdata.set(word);
    rresp.set(known.mux(UInt.lit(OKAY), UInt.lit(SLVERR)));
  }

  private Bool readable(UInt index) {
    List<UInt> readable = new ArrayList<>();
    for (int i = 0; i < 1 << index.width(); i++) {
      int offset = i * 4;
      readable.add(map.registers().stream().anyMatch(r -> r.offset() == offset && r.access() != Access.WRITE_ONLY)
          ? UInt.lit(1) : UInt.lit(0));
    }
    return Vec.of(readable).get(index).eq(1);
  }

  /** The passing bit of a word before the counters: a constant's, or a flag or command where it has its slot. */
  private Bool own(UInt index, UInt slot, Bool clear) {
    List<UInt> constants = new ArrayList<>();
    for (int i = 0; i < FIRST_COUNTER; i++) {
      int offset = i * 4;
      constants.add(map.registers().stream().filter(r -> r.offset() == offset).findFirst()
          .map(r -> UInt.lit(r.resetValue() & 0xFFFFFFFFL).shr(slot).slice(0, 0)).orElse(UInt.lit(0)));
    }
    Bool bit = Vec.of(constants).get(index.slice(2, 0)).eq(1);
    bit = bit.or(at(index, "CONTROL").and(slot.eq(0)).and(clear));
    for (int i = 0; i < flags.size(); i++) {
      bit = bit.or(at(index, "STATUS").and(slot.eq(i)).and(flags.get(i)));
    }
    return bit;
  }

  private Bool at(UInt index, String name) {
    return index.slice(2, 0).eq(map.register(name).offset() / 4);
  }
}
