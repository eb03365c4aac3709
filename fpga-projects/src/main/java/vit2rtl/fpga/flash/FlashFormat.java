package vit2rtl.fpga.flash;

import java.util.OptionalInt;

/**
 * Where a network's constants lie in a serial flash and how they are read.
 *
 * @param offset   address of the first byte, behind the device's bitstream
 * @param lines    the read command
 * @param settle   cycles that the flash takes to wake up
 * @param contract what the reader was made for; other constants are refused
 * @param words    how many words of constants there are, where only so many are taken; empty where the flash says it
 */
public record FlashFormat(int offset, Lines lines, int settle, int contract, OptionalInt words) {
  /** Bits of an address in a flash. */
  public static final int ADDRESS_BITS = 24;
  /** Bits of a word, the first byte of which is its highest. */
  public static final int WORD = 32;
  /** The first word: {@code V2RF} in ASCII. */
  public static final int MAGIC = 0x56325246;
  /** Words in front of the constants: magic, contract, count of the words of constants. */
  public static final int HEADER_WORDS = 3;

  /** Reads, by the lines that data come on; command and address go out on one. */
  public enum Lines {
    /** Fast read, 0B. */
    SINGLE(1, 0x0B),
    /** Fast read dual output, 3B. */
    DUAL(2, 0x3B),
    /** Fast read quad output, 6B; the flash's quad enable bit must be set. */
    QUAD(4, 0x6B);

    private final int bits;
    private final int command;

    Lines(int bits, int command) {
      this.bits = bits;
      this.command = command;
    }

    /** Bits per clock of the flash. */
    public int bits() {
      return bits;
    }

    int command() {
      return command;
    }
  }

  /** How the constants lie in the flash. */
  public enum Packing {
    /** Without their padding: {@link vit2rtl.accelerator.file.PackedStream}. */
    PACKED,
    /** Beat by beat as the accelerator takes them, a word each; for readers that are to be small. */
    PLAIN
  }

  public FlashFormat {
    if (offset < 0 || offset >= 1 << ADDRESS_BITS) {
      throw new IllegalArgumentException("a flash offset of " + offset);
    }
  }

  /** Of a flash that says itself how many words it holds. */
  public FlashFormat(int offset, Lines lines, int settle, int contract) {
    this(offset, lines, settle, contract, OptionalInt.empty());
  }
}
