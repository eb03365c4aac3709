package vit2rtl.fpga.axi;

import java.util.List;

/**
 * One 32-bit register of an IP.
 *
 * @param name    upper case, as C headers write it
 * @param offset  byte offset, a multiple of 4
 * @param access  who may do what
 * @param source  where its value comes from
 * @param meaning one sentence
 * @param fields  what its bits mean, lowest first; empty: one number
 */
public record Register(String name, int offset, Access access, Source source, String meaning, List<Field> fields) {

  /** What the bus may do. */
  public enum Access {
    READ_ONLY("read only", "read-only"),
    READ_WRITE("read, write", "read-write"),
    WRITE_ONLY("write only", "write-only");

    private final String words;
    private final String ipXact;

    Access(String words, String ipXact) {
      this.words = words;
      this.ipXact = ipXact;
    }

    public String words() {
      return words;
    }

    /** As IP-XACT says it. */
    public String ipXact() {
      return ipXact;
    }
  }

  /** Where a register's value comes from. */
  public sealed interface Source {

    /** The same value always. */
    record Constant(int value) implements Source {}

    /** Flags of the running IP, bit 0 first, as {@link AxiRegisters} takes them. */
    record Flags() implements Source {}

    /** Requests that the hardware takes back when they are done. */
    record Commands() implements Source {}

    /** An event counter, by its index. */
    record Counter(int index) implements Source {}

    /** The low {@code width} bits of the last write, kept for the hardware and not for the bus. */
    record Held(int width) implements Source {}

    /** Nothing: a write loads a constant, or is refused. */
    record Load() implements Source {}

    /** The low {@code width} bits of the last write, for the hardware and for the bus. */
    record Kept(int width) implements Source {}

    /** A number of the running IP, as {@link RegisterFile} takes it. */
    record Live() implements Source {}

    /** Flags, a bit each, that the IP sets and that stay until a one is written to them. */
    record Sticky() implements Source {}

    /** Requests, a bit each, that a one makes for one cycle. */
    record Pulse() implements Source {}
  }

  /**
   * Some bits of a register.
   *
   * @param name    upper case
   * @param low     lowest bit
   * @param width   bits
   * @param meaning one sentence
   */
  public record Field(String name, int low, int width, String meaning) {
    public String bits() {
      return width == 1 ? String.valueOf(low) : low + width - 1 + ":" + low;
    }

    /** The field's bits, in place. */
    public int mask() {
      return (int) ((1L << width) - 1 << low);
    }
  }

  public Register {
    fields = List.copyOf(fields);
    if (offset % 4 != 0) {
      throw new IllegalArgumentException("register " + name + " at offset " + offset + "; allowed: multiples of 4");
    }
  }

  /** Value where it is a constant; 0 else, which is every other register's value after reset. */
  public int resetValue() {
    return source instanceof Source.Constant constant ? constant.value() : 0;
  }
}
