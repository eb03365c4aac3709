package vit2rtl.hdl.type;

import java.util.Locale;
import spinal.core.SpinalEnumEncoding;
import spinal.core.binaryOneHot$;
import spinal.core.binarySequential$;
import spinal.core.graySequential$;

/** How an enum's constants are written in bits, by their ordinals i. */
public enum Encoding {
  /** i, in ⌈log2 n⌉ bits. */
  BINARY(binarySequential$.MODULE$) {
    @Override
    long code(int ordinal) {
      return ordinal;
    }
  },
  /**
   * Bit i alone, in n bits. Comparisons and cases look at that bit only, so what a code with no bit or several bits is
   * taken for is undefined; {@link EnumSignal#isConstant} tells.
   */
  ONE_HOT(binaryOneHot$.MODULE$) {
    @Override
    long code(int ordinal) {
      return 1L << ordinal;
    }
  },
  /** i ⊕ ⌊i/2⌋, in ⌈log2 n⌉ bits: neighbours differ in one bit. */
  GRAY(graySequential$.MODULE$) {
    @Override
    long code(int ordinal) {
      return ordinal ^ ordinal >> 1;
    }
  };

  private final SpinalEnumEncoding spinal;

  Encoding(SpinalEnumEncoding spinal) {
    this.spinal = spinal;
  }

  abstract long code(int ordinal);

  int width(int constants) {
    return this == ONE_HOT ? constants : Math.max(1, 32 - Integer.numberOfLeadingZeros(constants - 1));
  }

  /** What it is called in names of the text. */
  String form() {
    return name().toLowerCase(Locale.ROOT);
  }

  SpinalEnumEncoding spinal() {
    return spinal;
  }
}
