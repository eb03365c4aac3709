package vit2rtl.units.context;

import java.util.Arrays;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.ops.ShiftAccumulate;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.SIntType;
import vit2rtl.units.Rows;

/**
 * Configuration of {@link ContextUnit}.
 *
 * @param params    what the codes mean
 * @param tokens    codes per row and tokens in the value memory, N: 1…4096
 * @param width     value elements per token, d: 1…4096
 * @param codeLanes codes per beat, P: 1…64
 * @param lanes     value elements per cycle, A: 1…64, at most d
 * @param outLanes  accumulators per output beat, F: at most A, and a divisor of A where a row takes several passes
 * @param values    range of the values, zero point removed, within 9 bits
 */
public record ContextConfig(SoftmaxParams params, int tokens, int width, int codeLanes, int lanes, int outLanes,
    IntRange values) {
  /** Cycles from complete sums to the registers from which they leave. */
  private static final int TAKE = 1;

  public ContextConfig {
    new Rows(tokens, codeLanes);
    new Rows(width, lanes);
    if (lanes > width) {
      throw new InputException("attention·V: " + lanes + " lanes for values of " + width + " elements; allowed: 1 to "
          + width);
    }
    if (outLanes < 1 || outLanes > lanes || lanes < width && lanes % outLanes != 0) {
      throw new InputException("attention·V: " + outLanes + " accumulators per output beat and " + lanes + " lanes;"
          + " allowed: a divisor of the lanes, or fewer than them where they hold all " + width + " elements");
    }
    if (!IntRange.signed(9).contains(values)) {
      throw new InputException("attention·V: values of " + values + "; allowed: 9 bits, two's complement");
    }
  }

  /** The definition of what the unit computes. */
  public ShiftAccumulate golden() {
    return new ShiftAccumulate(params, IntProducts.best());
  }

  /** How codes travel. */
  public Rows codeRows() {
    return new Rows(tokens, codeLanes);
  }

  /** How accumulators travel. */
  public Rows outRows() {
    return new Rows(width, outLanes);
  }

  /** Beats of a row of codes, B. */
  public int beats() {
    return codeRows().beats();
  }

  /** Passes over a row of codes, Z = ⌈d/A⌉. */
  public int passes() {
    return new Rows(width, lanes).beats();
  }

  /** Words of the value memory, B·Z. */
  public int words() {
    return beats() * passes();
  }

  /** Output beats of a pass. */
  public int passBeats(int pass) {
    int elements = Math.min(lanes, width - pass * lanes);
    return new Rows(elements, outLanes).beats();
  }

  /** Proven range of an accumulator. */
  public IntRange accumulators() {
    return golden().accumulator(tokens, values);
  }

  /** Type of an accumulator: two's complement, as wide as the proven range. */
  public SIntType accumulatorType() {
    return SInt.bits(widthOf(accumulators()));
  }

  /** Type of one sum of shifted values: of all in base 2, of even or odd codes in base √2. */
  SIntType sumType() {
    return SInt.bits(widthOf(golden().sum(tokens, values)));
  }

  SIntType valueType() {
    return SInt.range(values.min(), values.max());
  }

  private static int widthOf(IntRange range) {
    return SInt.range(range.min(), range.max()).width();
  }

  /** Whether even and odd codes have sums of their own. */
  boolean halfSteps() {
    return params.base() == LogBase.SQRT_TWO;
  }

  /** Greatest power-of-two step k of a code with a weight: codes above count as zero. */
  int greatestCode() {
    int inRange = halfSteps() ? 2 * ShiftAccumulate.fraction(params) + 1 : ShiftAccumulate.fraction(params);
    return Math.min(inRange, params.zero() == ZeroState.CLIP ? params.maxCode() : params.maxCode() - 1);
  }

  /**
   * Codes of a row that a softmax may give: those wanted, of the tokens from one on and around, as long as their weights
   * sum to no more than the proof of {@link ShiftAccumulate} allows; the greatest code, which weighs least, in place of
   * the others.
   */
  public int[] admissible(int[] wanted, int from) {
    int none = params.maxCode();
    int[] row = new int[tokens];
    Arrays.fill(row, none);
    long most = golden().weights(tokens);
    // What the greatest code weighs where it means no zero: all tokens have at least that.
    long least = params.isZero(none) ? 0 : tokens * weight(none);
    long[] left = {most - least, most - least};
    for (int i = 0; i < tokens; i++) {
      int token = (from + i) % tokens;
      int code = wanted[token];
      int odd = halfSteps() ? code & 1 : 0;
      if (!params.isZero(code) && weight(code) <= left[odd]) {
        left[odd] -= weight(code);
        row[token] = code;
      }
    }
    return row;
  }

  /** Weight of a code that does not mean zero, in units of 2^−F. */
  private long weight(int code) {
    return 1L << golden().fraction() >> (halfSteps() ? code >> 1 : code);
  }

  /** Cycles from the first beat of codes to the first beat out, when no stream stalls: see {@link ContextUnit}. */
  public int latency() {
    return beats() - 1 + CodeReplay.latency(this) + ContextUnit.stages(this).cycles() + TAKE
        + ContextDrain.stages(this).cycles();
  }

  /**
   * Cycles from a pass's first beat out to that of the next pass, the first pass of the next row behind the last: the
   * beats of codes, or those out where they are more.
   */
  public int interval(int pass) {
    return Math.max(beats(), passBeats(pass));
  }

  /** Whether sums have left before the next are complete, so that only who takes them can hold the passes. */
  public boolean keepsUp() {
    return passes() == 1 && passBeats(0) <= beats();
  }

  /** Cycles per row. */
  public int rowInterval() {
    int cycles = 0;
    for (int pass = 0; pass < passes(); pass++) {
      cycles += interval(pass);
    }
    return cycles;
  }

  /** The unit; called during an elaboration. */
  public ContextUnit create() {
    return new ContextUnit(this);
  }
}
