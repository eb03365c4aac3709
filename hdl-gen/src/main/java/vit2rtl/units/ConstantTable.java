package vit2rtl.units;

import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.SIntType;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;

/**
 * One table of a unit's constants: the description that memory or register, load port, load words, files, register map
 * and drivers are made from. Element i is word ⌊i/lanes⌋ of lane i mod lanes, as the elements of a row are; a table of
 * one lane is the same for all lanes of the unit, and one of a single element is a register.
 *
 * @param name     lower case, with underscores: the name in generated texts
 * @param holds    what an element is, for documents
 * @param type     of an element in hardware, UInt or SInt; where it can be loaded, every value of its bits
 * @param allowed  the values an element may have
 * @param step     from each of them to the next, a power of two
 * @param lanes    over how many lanes the elements are spread
 * @param elements those of the layer in question
 * @param <T>      UInt or SInt
 */
public record ConstantTable<T extends Int>(String name, String holds, Type<T> type, IntRange allowed, int step, int lanes,
    long[] elements) {

  /** One whose elements may have every value of a range. */
  public ConstantTable(String name, String holds, Type<T> type, IntRange allowed, int lanes, long[] elements) {
    this(name, holds, type, allowed, 1, lanes, elements);
  }

  public ConstantTable {
    elements = elements.clone();
    if (Integer.bitCount(step) != 1) {
      throw new IllegalArgumentException("table " + name + ": steps of " + step + "; needed: a power of two");
    }
    if (elements.length == 0 || lanes < 1) {
      throw new IllegalArgumentException("table " + name + ": " + elements.length + " elements over " + lanes
          + " lanes; needed: at least one of each");
    }
    for (int i = 0; i < elements.length; i++) {
      if (!allowed.contains(elements[i]) || (elements[i] - allowed.min()) % step != 0) {
        throw new InputException(name + " " + i + " is " + elements[i] + "; the unit takes " + allowed
            + (step == 1 ? "" : " in steps of " + step));
      }
    }
  }

  @Override
  public long[] elements() {
    return elements.clone();
  }

  /** How many words a lane has. */
  public int words() {
    return (elements.length + lanes - 1) / lanes;
  }

  /** The words of one lane, 0 where the last word has no element; at least two, as a memory has an address. */
  private long[] words(int lane) {
    long[] words = new long[Math.max(2, words())];
    for (int i = lane; i < elements.length; i += lanes) {
      words[i / lanes] = elements[i];
    }
    return words;
  }

  /**
   * What a memory starts with: one lane's words, for each of the layers that the unit holds, every layer at a power of
   * two.
   */
  public long[] words(int lane, UnitConfig config) {
    int layers = config.layers();
    if (layers == 1) {
      return words(lane);
    }
    long[] once = words(lane);
    int each = words() == 1 ? 1 : 1 << wordBits();
    long[] words = new long[layers * each];
    for (int i = 0; i < words.length; i++) {
      words[i] = i % each < once.length ? once[i % each] : 0;
    }
    return words;
  }

  /** Bits of the number of a word. */
  int wordBits() {
    return UInt.upTo(Math.max(1, words() - 1)).width();
  }

  /** Where a word is in a memory with the words of several layers; of one layer, simply the word. */
  public UInt place(Opt<UInt> layer, UInt word) {
    if (!layer.isPresent()) {
      return word;
    }
    return words() == 1 ? layer.get() : layer.get().concat(word.truncate(wordBits()));
  }

  boolean isSigned() {
    return type instanceof SIntType;
  }

  /** Bits of an element. */
  public int bits() {
    return type instanceof SIntType signed ? signed.width() : ((UIntType) type).width();
  }

  /** An element as a constant of the text. */
  @SuppressWarnings("unchecked")
  public T literal(int element) {
    return (T) (isSigned() ? SInt.lit(elements[element]) : UInt.lit(elements[element]));
  }
}
