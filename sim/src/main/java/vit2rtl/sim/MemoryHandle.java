package vit2rtl.sim;

import com.sun.jna.Pointer;
import java.math.BigInteger;
import vit2rtl.hdl.type.Range;
import vit2rtl.sim.shim.Word;

/**
 * A memory (or, with one word, a register or wire) inside a running model: its words, read and written in place. What
 * depends on a word combinationally follows with the next {@link Simulation#eval}, {@link Simulation#step} or
 * {@link Simulation#stream}. Not for use after the simulation is closed.
 */
public final class MemoryHandle {
  private final Probe probe;
  private final Pointer words;
  private final Runnable checkOpen;
  private final Journal journal;
  private final Range range;

  MemoryHandle(Probe probe, Pointer words, Runnable checkOpen, Journal journal) {
    this(probe, words, checkOpen, journal, probe.signed() ? Range.signed(probe.width()) : Range.unsigned(probe.width()));
  }

  private MemoryHandle(Probe probe, Pointer words, Runnable checkOpen, Journal journal, Range range) {
    this.range = range;
    this.probe = probe;
    this.words = words;
    this.checkOpen = checkOpen;
    this.journal = journal;
  }

  /** The same memory, known to hold words of this range alone. */
  MemoryHandle within(Range declared) {
    return new MemoryHandle(probe, words, checkOpen, journal, declared);
  }

  /** {@return how many words} */
  public int depth() {
    return Math.max(1, probe.depth());
  }

  /** {@return bits of a word} */
  public int width() {
    return probe.width();
  }

  /**
   * A word of up to 64 bits, sign extended where the memory's words are signed.
   *
   * @param address of the word, from 0
   * @return the word
   */
  public long read(int address) {
    long at = at(address);
    if (probe.width() > 64) {
      throw new IllegalArgumentException(probe.fullName() + " has words of " + probe.width() + " bits; use readBig");
    }
    return Word.value(probe.width(), probe.signed(), switch (probe.bytes()) {
      case 1 -> words.getByte(at);
      case 2 -> words.getShort(at);
      case 4 -> words.getInt(at);
      default -> words.getLong(at);
    });
  }

  /**
   * {@return a word of any width}
   *
   * @param address of the word, from 0
   */
  public BigInteger readBig(int address) {
    if (probe.width() <= 64) {
      long value = read(address);
      return probe.signed() ? BigInteger.valueOf(value) : new BigInteger(Long.toUnsignedString(value));
    }
    long at = at(address);
    BigInteger bits = BigInteger.ZERO;
    for (int word = probe.bytes() / 4 - 1; word >= 0; word--) {
      bits = bits.shiftLeft(32).or(BigInteger.valueOf(words.getInt(at + 4L * word) & 0xFFFFFFFFL));
    }
    return Word.value(probe.width(), probe.signed(), bits);
  }

  /** Replaces a word; a value outside the words' range is refused, and so is a signal, which its driver decides. */
  /**
   * Replaces a word; a value that its bits cannot hold is refused, and so is a signal, which its driver decides.
   *
   * @param address of the word, from 0
   * @param value   what the word becomes
   */
  public void write(int address, long value) {
    if (probe.width() > 64) {
      write(address, BigInteger.valueOf(value));
      return;
    }
    checkMemory();
    long at = at(address);
    // 64 bits without a sign come as the bits of a long.
    if (!holds(probe.width() < 64 || probe.signed() ? BigInteger.valueOf(value)
        : new BigInteger(Long.toUnsignedString(value)))) {
      throw refused(value);
    }
    journal.act(Journal.ENTRY_BYTES, on -> on.memory(probe.fullName()).write(address, value));
    put(at, Word.value(probe.width(), false, value));
  }

  /**
   * Replaces a word of any width.
   *
   * @param address of the word, from 0
   * @param value   what the word becomes
   */
  public void write(int address, BigInteger value) {
    checkMemory();
    long at = at(address);
    if (!holds(value)) {
      throw refused(value);
    }
    journal.act(Journal.ENTRY_BYTES, on -> on.memory(probe.fullName()).write(address, value));
    BigInteger bits = Word.bits(probe.width(), value);
    if (probe.width() <= 64) {
      put(at, bits.longValue());
      return;
    }
    for (int word = 0; word < probe.bytes() / 4; word++) {
      words.setInt(at + 4L * word, bits.shiftRight(32 * word).intValue());
    }
  }

  private boolean holds(BigInteger value) {
    return value.compareTo(range.min()) >= 0 && value.compareTo(range.max()) <= 0;
  }

  private IllegalArgumentException refused(Object value) {
    return new IllegalArgumentException("value " + value + " for a word of " + probe.fullName() + "; allowed: "
        + range.min() + " to " + range.max());
  }

  private void put(long at, long bits) {
    switch (probe.bytes()) {
      case 1 -> words.setByte(at, (byte) bits);
      case 2 -> words.setShort(at, (short) bits);
      case 4 -> words.setInt(at, (int) bits);
      default -> words.setLong(at, bits);
    }
  }

  private void checkMemory() {
    if (probe.depth() == 0) {
      throw new IllegalArgumentException(probe.fullName() + " is a signal; memories can be written");
    }
  }

  /** Byte offset of a word that exists. */
  private long at(int address) {
    checkOpen.run();
    if (address < 0 || address >= depth()) {
      throw new IllegalArgumentException("address " + address + " of " + probe.fullName() + "; allowed: 0 to "
          + (depth() - 1));
    }
    return (long) address * probe.bytes();
  }
}
