package vit2rtl.fpga.axi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vit2rtl.fpga.axi.Register.Access;
import vit2rtl.fpga.axi.Register.Field;
import vit2rtl.fpga.axi.Register.Source;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * An AXI4-Lite register file, all words in parallel; {@link AxiRegisters} is the one for units, where logic is dear. One
 * read and one write at a time, independent of each other; an access takes two cycles and its answer one more. Addresses
 * name words. SLVERR answers reads of reserved and write-only words (with data 0), writes to reserved and read-only words,
 * and writes of less than a whole word; such writes change nothing. A flag that is set in the cycle in which a one is
 * written to it stays set. No combinational path leads from an input of the bus to an output of the bus.
 */
@Summary("Registers on an AXI4-Lite bus, as a register map describes them.")
public final class RegisterFile extends Component {
  private static final int WORD = 32;
  private static final int OKAY = 0;
  private static final int SLVERR = 2;

  private final RegisterMap map;

  public final UInt awaddr;
  public final Bool awvalid = in("awvalid", Bool.bool());
  public final Bool awready = out("awready", Bool.bool());
  public final UInt wdata = in("wdata", UInt.bits(WORD));
  public final UInt wstrb = in("wstrb", UInt.bits(WORD / 8));
  public final Bool wvalid = in("wvalid", Bool.bool());
  public final Bool wready = out("wready", Bool.bool());
  public final UInt bresp = out("bresp", UInt.bits(2));
  public final Bool bvalid = out("bvalid", Bool.bool());
  public final Bool bready = in("bready", Bool.bool());
  public final UInt araddr;
  public final Bool arvalid = in("arvalid", Bool.bool());
  public final Bool arready = out("arready", Bool.bool());
  public final UInt rdata = out("rdata", UInt.bits(WORD));
  public final UInt rresp = out("rresp", UInt.bits(2));
  public final Bool rvalid = out("rvalid", Bool.bool());
  public final Bool rready = in("rready", Bool.bool());
  /** Counters to 0. */
  public final Bool clear = in("clear", Bool.bool());

  private final Map<String, UInt> numbers = new LinkedHashMap<>();
  private final Map<String, Vec<Bool>> flags = new LinkedHashMap<>();
  private final Map<String, Bool> events = new LinkedHashMap<>();
  private final Map<String, UInt> outputs = new LinkedHashMap<>();

  public RegisterFile(RegisterMap map) {
    super("RegisterFile");
    this.map = map;
    this.awaddr = in("awaddr", UInt.bits(map.addressBits()));
    this.araddr = in("araddr", UInt.bits(map.addressBits()));
    map.registers().forEach(this::ports);
  }

  private void ports(Register register) {
    String name = register.name();
    String port = name.toLowerCase(Locale.ROOT);
    if (register.source() instanceof Source.Live) {
      numbers.put(name, in(port, UInt.bits(WORD)));
    } else if (register.source() instanceof Source.Flags || register.source() instanceof Source.Sticky) {
      flags.put(name, in(port + "_flag", Vec.type(register.fields().size(), Bool.bool())));
    } else if (register.source() instanceof Source.Counter) {
      events.put(name, in(port + "_event", Bool.bool()));
    }
    if (register.source() instanceof Source.Kept kept) {
      outputs.put(name, out(port + "_now", UInt.bits(kept.width())));
    } else if (register.source() instanceof Source.Pulse || register.source() instanceof Source.Sticky) {
      outputs.put(name, out(port + "_now", UInt.bits(WORD)));
    }
  }

  /** What a number is. */
  public void number(String register, UInt value) {
    numbers.get(register).set(value);
  }

  /** A flag, or what sets it. */
  public void flag(String register, String field, Bool value) {
    List<Field> fields = map.register(register).fields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(field)) {
        flags.get(register).get(i).set(value);
        return;
      }
    }
    throw new IllegalArgumentException(register + " has no field " + field);
  }

  /** What a counter counts. */
  public void event(String register, Bool happens) {
    events.get(register).set(happens);
  }

  /** What was written, what is requested, or which flags are set. */
  public UInt output(String register) {
    return outputs.get(register);
  }

  /** A bit of {@link #output}. */
  public Bool output(String register, String field) {
    return output(register).bit(map.register(register).fields().stream().filter(f -> f.name().equals(field))
        .findFirst().orElseThrow().low());
  }

  @Override
  protected void build() {
    Bool take = reg("write_taken", Bool.bool(), 0);
    Bool answering = reg("write_answering", Bool.bool(), 0);
    Bool good = reg("write_good", Bool.bool());
    take.set(awvalid.and(wvalid).and(take.not()).and(answering.not()));
    Bool whole = name("whole", wstrb.eq((1 << WORD / 8) - 1));
    Map<String, UInt> words = new LinkedHashMap<>();
    Bool known = Bool.lit(false);
    for (Register register : map.registers()) {
      Bool here = name("at_" + register.name().toLowerCase(Locale.ROOT),
          awaddr.slice(map.addressBits() - 1, 2).eq(register.offset() / 4));
      if (register.access() != Access.READ_ONLY) {
        known = known.or(here);
      }
      words.put(register.name(), word(register, take.and(whole).and(here)));
    }
    Bool allowed = name("write_allowed", known.and(whole));
    when(take, () -> {
      answering.set(Bool.lit(true));
      good.set(allowed);
    });
    when(answering.and(bready), () -> answering.set(Bool.lit(false)));
    awready.set(take);
    wready.set(take);
    bvalid.set(answering);
    bresp.set(good.mux(UInt.lit(OKAY), UInt.lit(SLVERR)));
    read(words);
  }

  /** What a register reads as. */
  private UInt word(Register register, Bool written) {
    String name = register.name();
    String low = name.toLowerCase(Locale.ROOT);
    if (register.source() instanceof Source.Constant constant) {
      return UInt.lit(constant.value() & 0xFFFFFFFFL);
    } else if (register.source() instanceof Source.Live) {
      return numbers.get(name);
    } else if (register.source() instanceof Source.Flags) {
      List<Bool> bits = flags.get(name).elements();
      return bits(register, bits);
    } else if (register.source() instanceof Source.Kept kept) {
      UInt value = reg(low + "_kept", UInt.bits(kept.width()), 0);
      when(written, () -> value.set(wdata.truncate(kept.width())));
      outputs.get(name).set(value);
      return value;
    } else if (register.source() instanceof Source.Pulse) {
      outputs.get(name).set(written.mux(wdata, UInt.lit(0)).truncate(WORD));
      return UInt.lit(0);
    } else if (register.source() instanceof Source.Sticky) {
      return sticky(register, written);
    } else if (register.source() instanceof Source.Counter) {
      UInt count = reg(low + "_count", UInt.bits(WORD), 0);
      when(events.get(name), () -> count.set(count.add(1).truncate(WORD)));
      when(clear, () -> count.set(UInt.lit(0)));
      return count;
    }
    throw new IllegalArgumentException("register " + name + " is of a kind that only a unit's IP has");
  }

  private UInt sticky(Register register, Bool written) {
    List<Bool> set = flags.get(register.name()).elements();
    List<Bool> bits = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      Field field = register.fields().get(i);
      Bool bit = reg(register.name().toLowerCase(Locale.ROOT) + "_" + field.name().toLowerCase(Locale.ROOT), Bool.bool(), 0);
      bit.set(set.get(i).or(bit.and(written.and(wdata.bit(field.low())).not())));
      bits.add(bit);
    }
    UInt word = bits(register, bits);
    outputs.get(register.name()).set(word);
    return word;
  }

  /** Bits at the places of their fields. */
  private static UInt bits(Register register, List<Bool> bits) {
    UInt word = UInt.lit(0);
    for (int i = 0; i < bits.size(); i++) {
      word = word.or(bits.get(i).asUInt().shl(register.fields().get(i).low()));
    }
    return word;
  }

  private void read(Map<String, UInt> words) {
    Bool taken = reg("read_taken", Bool.bool(), 0);
    Bool answering = reg("read_answering", Bool.bool(), 0);
    UInt answer = reg("read_word", UInt.bits(WORD));
    Bool good = reg("read_good", Bool.bool());
    UInt index = name("read_index", araddr.slice(map.addressBits() - 1, 2));
    List<UInt> all = new ArrayList<>();
    List<UInt> readable = new ArrayList<>();
    for (int i = 0; i < 1 << index.width(); i++) {
      int offset = 4 * i;
      UInt word = map.registers().stream()
          .filter(r -> r.offset() == offset && r.access() != Access.WRITE_ONLY).findFirst()
          .map(r -> words.get(r.name())).orElse(null);
      all.add(word == null ? UInt.lit(0) : word);
      readable.add(UInt.lit(word == null ? 0 : 1));
    }
    taken.set(arvalid.and(taken.not()).and(answering.not()));
    when(taken, () -> {
      answering.set(Bool.lit(true));
      answer.set(Vec.of(all).get(index).truncate(WORD));
      good.set(Vec.of(readable).get(index).eq(1));
    });
    when(answering.and(rready), () -> answering.set(Bool.lit(false)));
    arready.set(taken);
    rvalid.set(answering);
    rdata.set(answer);
    rresp.set(good.mux(UInt.lit(OKAY), UInt.lit(SLVERR)));
  }
}
