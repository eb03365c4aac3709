package vit2rtl.hdl.memory;

import java.math.BigInteger;
import scala.math.BigInt;
import spinal.core.HardType;
import spinal.core.package$;
import vit2rtl.hdl.domain.Clocks;
import vit2rtl.hdl.error.HierarchyException;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.WidthException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.internal.Raw;
import vit2rtl.hdl.internal.module.Condition;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Range;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Signals;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;

/**
 * A memory of integers, with any number of ports, each of the clock domain it is declared in. Inside a {@code when} a
 * port is enabled under its condition only.
 *
 * <p>Synchronous reads return the word from the next cycle on and hold it while not enabled; what they return of a word
 * that is being written is stated at the port ({@link ReadUnderWrite}). Asynchronous reads are combinational and see a
 * write from the next cycle on. Block memories have synchronous reads and at most two ports. Undefined on purpose: what
 * a memory without initial contents holds, what two writes to one word in one cycle leave behind (refused by an
 * assertion in the verification build), and what another clock reads of a word that is being written.
 *
 * <p>An address must lie in 0…depth − 1 by its range, unless {@link #anyAddress} says otherwise.
 *
 * @param <T> the words
 */
public final class Mem<T extends Int> {
  private final spinal.core.Mem<spinal.core.Bits> raw;
  private final Type<T> type;
  private final Range range;
  private final int width;
  private final boolean signed;
  private final MemBypass bypass;
  private final Instance owner = Instance.current();
  private final Elaboration elaboration = Elaboration.current();
  private boolean anyAddress;

  Mem(String name, Type<T> type, int depth) {
    if (depth < 1) {
      throw new StructureException("memory " + name, depth + " words; allowed: from 1", "give it at least one word");
    }
    this.type = type;
    T word = type.create();
    this.range = word.range();
    this.width = word.width();
    this.signed = word instanceof SInt;
    this.raw = new spinal.core.Mem<>(
        new HardType<>(() -> package$.MODULE$.Bits(new spinal.core.BitCount(width))), depth);
    raw.setName(name);
    this.bypass = new MemBypass(name, raw);
  }

  void initialise(long[] words) {
    BigInt mask = new BigInt(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
    scala.collection.mutable.ArrayBuffer<BigInt> content = new scala.collection.mutable.ArrayBuffer<>();
    for (int i = 0; i < words.length; i++) {
      long word = words[i];
      // A word of 64 bits and more may come as the low 64 bits of a long.
      if (width < Long.SIZE && !range.contains(Range.of(word, word))) {
        throw new RangeException("memory " + raw.getName(),
            "word " + i + " is " + word + ", outside the range " + range, "widen the words, or check the contents");
      }
      content.addOne(new BigInt(BigInteger.valueOf(word)).$amp(mask));
    }
    raw.initBigInt(content, false);
  }

  /** {@return the SpinalHDL memory, for what the Java HDL does not cover} */
  public spinal.core.Mem<spinal.core.Bits> spinal() {
    return raw;
  }

  /** {@return how many words} */
  public int depth() {
    return raw.wordCount();
  }

  /** {@return bits of a word} */
  public int width() {
    return width;
  }

  /** {@return the range that the words lie in} */
  public Range range() {
    return range;
  }

  /** {@return whether the words are two's complement} */
  public boolean isSigned() {
    return signed;
  }

  /**
   * A read in the same cycle, of the word as it is before a write of that cycle. In an FPGA it takes a memory of LUTs.
   *
   * @param address an unsigned number whose range ends at the last word, but for {@link #anyAddress}
   * @return the word
   */
  public T readAsync(UInt address) {
    requireOwn("read of ");
    // A register behind it may become a port of the memory: its word must be the old one.
    bypass.policy(ReadUnderWrite.READ_FIRST);
    return word(raw.readAsync(address(address).spinal(), raw.readAsync$default$2()));
  }

  /**
   * A read that returns the word as it was before a write in the same cycle.
   *
   * @param address an unsigned number whose range ends at the last word, but for {@link #anyAddress}
   * @param enable  while it is low, the word of the last read stays
   * @return the word, one cycle later
   */
  public T readSync(UInt address, Bool enable) {
    return readSync(address, enable, ReadUnderWrite.READ_FIRST);
  }

  /**
   * A read with a say in what it sees of a write in the same cycle.
   *
   * @param address an unsigned number whose range ends at the last word, but for {@link #anyAddress}
   * @param enable  while it is low, the word of the last read stays
   * @param policy  what is read where the same word is written in the same cycle
   * @return the word, one cycle later
   */
  public T readSync(UInt address, Bool enable, ReadUnderWrite policy) {
    requireOwn("read of ");
    Bool wanted = Condition.inside(enable);
    UInt fitted = address(address);
    Bits word = read(fitted, wanted, false);
    return word(bypass.read(fitted, wanted, word, policy).spinal());
  }

  /**
   * A read by another clock than the one that writes. The design must see to it that no word is read near the time it
   * is written, as a queue with Gray counters does.
   *
   * @param address an unsigned number whose range ends at the last word, but for {@link #anyAddress}
   * @param enable  while it is low, the word of the last read stays
   * @return the word, one cycle of the current clock later
   */
  public T readCrossing(UInt address, Bool enable) {
    requireOwn("read of ");
    Bits word = read(address(address), Condition.inside(enable), true);
    bypass.policy(ReadUnderWrite.DONT_CARE);
    return word(word.spinal());
  }

  private Bits read(UInt address, Bool enable, boolean crossing) {
    Clocks.of(elaboration).requireClock("read of " + raw.getName());
    // A condition that always holds is none.
    spinal.core.Bool wanted = Signals.isKnownHigh(enable) ? null : enable.spinal();
    return Signals.of(raw.readSync(address.spinal(), wanted, raw.readSync$default$3(), crossing), width);
  }

  /**
   * Writes a word at the coming clock edge.
   *
   * @param address an unsigned number whose range ends at the last word, but for {@link #anyAddress}
   * @param value   the word, of a range within that of the words
   * @param enable  whether it happens in this cycle
   */
  public void write(UInt address, T value, Bool enable) {
    write(address, value, enable, null);
  }

  /**
   * Writes parts of a word: bit i of {@code mask} stands for the i-th part from below. The memory is emitted as one per
   * part.
   *
   * @param address an unsigned number whose range ends at the last word, but for {@link #anyAddress}
   * @param value   the word, of a range within that of the words
   * @param enable  whether it happens in this cycle
   * @param mask    as many bits as there are parts, which divide the word evenly; all masked ports of a memory have as
   *                many
   */
  public void write(UInt address, T value, Bool enable, Bits mask) {
    requireOwn("write to ");
    if (mask != null && width % mask.width() != 0) {
      throw new WidthException("write to " + raw.getName(), "a mask of " + mask.width() + " bits for words of " + width
          + " bits", "give each bit of the mask equally many bits of the word");
    }
    Clocks.of(elaboration).requireClock("write to " + raw.getName());
    T fitted = type.create();
    fitted.set(value);
    Bool wanted = Condition.inside(enable);
    UInt at = address(address);
    raw.write(at.spinal(), fitted.asBits().spinal(), wanted.spinal(), mask == null ? null : mask.spinal());
    bypass.write(at, fitted.asBits(), wanted, mask);
  }

  /**
   * A port that reads and writes at one address: a single-port memory has one, a true dual-port memory two.
   *
   * @param address an unsigned number whose range ends at the last word, but for {@link #anyAddress}
   * @param value   the word to write, of a range within that of the words
   * @param enable  the port is used in this cycle
   * @param write   it also writes
   * @param policy  what the port reads where it writes
   * @return the word at the address, one cycle later
   */
  public T port(UInt address, T value, Bool enable, Bool write, ReadUnderWrite policy) {
    write(address, value, enable.and(write));
    return readSync(address, enable, policy);
  }

  /**
   * Allows addresses whose range goes beyond the last word. What is read there is undefined, and so is what a write
   * there does to this memory in hardware; a simulation may show anything.
   *
   * @return this memory
   */
  public Mem<T> anyAddress() {
    anyAddress = true;
    return this;
  }

  /**
   * Words are read that were never written, and what they hold does not matter: in simulators with undefined values they
   * begin as 0, because x · 0 is x there. Synthesis does not see it, and so adds nothing. Verilator does not see it
   * either and goes on filling them with random bits, which shows that they do not matter.
   *
   * @return this memory
   */
  public Mem<T> zeroInSimulation() {
    owner.names().claim("loop variable of memory " + raw.getName(), SimulatedZeros.loopVariable(raw.getName()));
    SimulatedZeros.mark(raw);
    return this;
  }

  private void requireOwn(String operation) {
    if (Elaboration.current() != elaboration) {
      throw HierarchyException.otherDesign(operation + raw.getName());
    }
    if (Instance.current() != owner) {
      throw new HierarchyException(operation + raw.getName(),
          "the memory is that of another component, " + owner.path(), "lead address and words through ports");
    }
  }

  private UInt address(UInt address) {
    int needed = raw.addressWidth();
    if (!Range.of(0, anyAddress ? (1L << needed) - 1 : raw.wordCount() - 1L).contains(address.range())) {
      throw new RangeException("address of " + raw.getName(), "a value of range " + address.range() + "; allowed: 0 to "
          + (raw.wordCount() - 1), "truncate or narrow it, or state anyAddress() on the memory");
    }
    return Signals.of(Raw.resize(address.spinal(), needed), Range.unsigned(needed));
  }

  /** The bits as a word: the memory holds nothing but words of its type. */
  @SuppressWarnings("unchecked")
  private T word(spinal.core.Bits bits) {
    T like = type.create();
    return like instanceof UInt
        ? (T) Signals.of(bits.asUInt(), like.range())
        : (T) Signals.of(bits.asSInt(), like.range());
  }
}
