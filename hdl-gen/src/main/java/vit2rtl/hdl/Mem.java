package vit2rtl.hdl;

import java.math.BigInteger;
import scala.math.BigInt;
import spinal.core.HardType;
import spinal.core.package$;

/**
 * A memory of integers. Synchronous reads return the word as it was before a write in the same cycle, and hold it while
 * not enabled; asynchronous reads are combinational.
 *
 * @param <T> the words
 */
public final class Mem<T extends Int> {
  private final spinal.core.Mem<spinal.core.Bits> raw;
  private final Type<T> type;
  private final int width;
  private final boolean signed;

  Mem(String name, Type<T> type, int depth) {
    this.type = type;
    T word = type.create();
    this.width = word.width();
    this.signed = word instanceof SInt;
    this.raw = new spinal.core.Mem<>(
        new HardType<>(() -> package$.MODULE$.Bits(new spinal.core.BitCount(width))), depth);
    raw.setName(name);
  }

  void initialise(long[] words) {
    BigInt mask = new BigInt(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
    scala.collection.mutable.ArrayBuffer<BigInt> content = new scala.collection.mutable.ArrayBuffer<>();
    for (long word : words) {
      content.addOne(new BigInt(BigInteger.valueOf(word)).$amp(mask));
    }
    raw.initBigInt(content, false);
  }

  public spinal.core.Mem<spinal.core.Bits> spinal() {
    return raw;
  }

  /** How many words. */
  public int depth() {
    return raw.wordCount();
  }

  /** Bits of a word. */
  public int width() {
    return width;
  }

  /** Whether the words are two's complement. */
  public boolean isSigned() {
    return signed;
  }

  public T readAsync(UInt address) {
    return word(raw.readAsync(address(address), raw.readAsync$default$2()));
  }

  /** The word at {@code address}, from the next cycle on, while {@code enable} was high. */
  public T readSync(UInt address, Bool enable) {
    return word(raw.readSync(address(address), enable.spinal(), raw.readSync$default$3(), raw.readSync$default$4()));
  }

  public void write(UInt address, T value, Bool enable) {
    T fitted = type.create();
    fitted.set(value);
    raw.write(address(address), fitted.asBits().spinal(), enable.spinal(), null);
  }

  private spinal.core.UInt address(UInt address) {
    int needed = raw.addressWidth();
    if (address.width() > needed) {
      throw new RangeException("address of " + raw.getName(), "a value of range " + address.range() + "; allowed: 0 to "
          + (raw.wordCount() - 1), "truncate or narrow it");
    }
    return Raw.resize(address.spinal(), needed);
  }

  /** The bits as a word: the memory holds nothing but words of its type. */
  @SuppressWarnings("unchecked")
  private T word(spinal.core.Bits bits) {
    T like = type.create();
    return like instanceof UInt
        ? (T) new UInt(bits.asUInt(), like.range())
        : (T) new SInt(bits.asSInt(), like.range());
  }
}
