package vit2rtl.fpga.axi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.axi.Register.Access;
import vit2rtl.fpga.axi.Register.Field;
import vit2rtl.fpga.axi.Register.Source;
import vit2rtl.golden.CodeFormat;

/**
 * The register map of a unit's IP: the one description that the hardware, its documents and its drivers are made from.
 *
 * @param ip        module name of the IP
 * @param title     the IP in words
 * @param registers in order of their offsets
 */
public record RegisterMap(String ip, String title, List<Register> registers) {
  /** Bits of an address of a unit's IP: 16 words. */
  public static final int ADDRESS_BITS = 6;
  /** What the ID register says: "V2RT" in ASCII. */
  public static final int ID = 0x56325254;
  public static final int MAJOR = 1;
  public static final int MINOR = 0;

  /** Events that are counted, in the order of their counters. */
  public enum Event {
    ROWS("rows that left the IP"),
    CYCLES("clock cycles, in steps of 32"),
    INPUT_WAITS("cycles in which the input waited for the IP"),
    OUTPUT_WAITS("cycles in which the output waited for the next block");

    private final String meaning;

    Event(String meaning) {
      this.meaning = meaning;
    }
  }

  public RegisterMap {
    registers = List.copyOf(registers);
  }

  public static RegisterMap of(FpgaUnit unit) {
    Packing packing = Packing.of(unit);
    String ip = "vit2rtl_" + unit.kind().name();
    Optional<Loading> loading = Loading.of(unit);
    List<Register> registers = new ArrayList<>(List.of(
        constant("ID", 0x00, ID, "Tells this IP from others."),
        constant("VERSION", 0x04, MAJOR << 16 | MINOR, "Version of this map.",
            new Field("MINOR", 0, 16, "Grows with additions."),
            new Field("MAJOR", 16, 16, "Grows when drivers must change.")),
        constant("UNIT", 0x08, unit.kind().code() | unit.rows().lanes() << 8 | packing.inputBytes() << 16
                | packing.outputBytes() << 20 | (loading.isPresent() ? 1 << 24 : 0),
            "What the IP computes and how elements lie in a beat.",
            new Field("KIND", 0, 8, unit.kind().code() + " " + unit.kind().title() + "."),
            new Field("LANES", 8, 8, "Elements per beat."),
            new Field("INPUT_BYTES", 16, 4, "Bytes per element of s_axis_tdata."),
            new Field("OUTPUT_BYTES", 20, 4, "Bytes per element of m_axis_tdata."),
            new Field("LOADABLE", 24, 1, "Tables can be loaded; the map has the LOAD registers.")),
        constant("ROW", 0x0C, unit.rowLength() | unit.rows().beats() << 16, "Shape of a row.",
            new Field("LENGTH", 0, 16, "Elements per row."),
            new Field("BEATS", 16, 16, "Beats per row.")),
        constant("FORMAT", 0x10, unit.inputBits() | unit.outputBits() << 8
                | (unit.inputSign() == CodeFormat.Sign.SIGNED ? 1 << 16 : 0)
                | (unit.outputSign() == CodeFormat.Sign.SIGNED ? 1 << 17 : 0), "Formats of the elements.",
            new Field("INPUT_BITS", 0, 8, "Bits of an input element."),
            new Field("OUTPUT_BITS", 8, 8, "Bits of an output element."),
            new Field("INPUT_SIGNED", 16, 1, "Input elements are two's complement."),
            new Field("OUTPUT_SIGNED", 17, 1, "Output elements are two's complement.")),
        constant("FINGERPRINT", 0x14, unit.fingerprint(), "CRC-32 of the unit's Verilog: same value, same function"
            + (loading.isPresent() ? ", until constants are loaded." : ".")),
        new Register("STATUS", 0x18, Access.READ_ONLY, new Source.Flags(), "What the IP is doing.", flags(loading)),
        new Register("CONTROL", 0x1C, Access.READ_WRITE, new Source.Commands(), "Requests.", List.of(
            new Field("CLEAR", 0, 1, "Write 1: counters and what STATUS keeps until a clear to 0;"
                + " reads as 1 until done."))),
        counter(Event.ROWS, 0x20),
        counter(Event.CYCLES, 0x24),
        counter(Event.INPUT_WAITS, 0x28),
        counter(Event.OUTPUT_WAITS, 0x2C)));
    loading.ifPresent(l -> registers.addAll(l.registers()));
    return new RegisterMap(ip, unit.kind().title(), registers);
  }


  private static List<Field> flags(Optional<Loading> loading) {
    List<Field> flags = new ArrayList<>(List.of(
        new Field("ROW_OPEN", 0, 1, "Some beats of a row have arrived, and not all."),
        new Field("OUTPUT_VALID", 1, 1, "A beat stands at the output."),
        new Field("TLAST_MISPLACED", 2, 1, "s_axis_tlast has come early or not come at a row's end since the last"
            + " clear; rows are counted in beats and do not follow it.")));
    if (loading.isPresent()) {
      flags.add(new Field("ROWS_INSIDE", 3, 1, "Parts of a row are inside; no constant can be loaded."));
      flags.add(new Field("LOAD_REFUSED", 4, 1, "A write of LOAD_LOW has been refused since the last clear."));
    }
    return flags;
  }

  /** Bits of an address: as many as the registers need, at least 16 words. */
  public int addressBits() {
    int last = registers.stream().mapToInt(Register::offset).max().orElse(0);
    return Math.max(ADDRESS_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(last));
  }

  private static Register constant(String name, int offset, int value, String meaning, Field... fields) {
    return new Register(name, offset, Access.READ_ONLY, new Source.Constant(value), meaning, List.of(fields));
  }

  private static Register counter(Event event, int offset) {
    return new Register(event.name(), offset, Access.READ_ONLY, new Source.Counter(event.ordinal()),
        "Counts " + event.meaning + " since the last clear, modulo 2^32.", List.of());
  }

  public Register register(String name) {
    return registers.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }
}
