package vit2rtl.units.math;

import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.MultiplierStyle;

/**
 * r ≈ 2^26/√m as {@link ReciprocalRoot} defines it: a table of 128 segments with base N and slope, and
 * <pre>
 *   r = ⌊(N·2^13 + 2^12 − slope·position) / 2^13⌋
 * </pre>
 * The table holds the negative slope, so that product and sum make one multiply-add.
 *
 * <p>No overflow: the line never leaves N(a)…N(a + w), so r has the 17 bits of N.
 *
 * <p>{@code root} and {@code done} come {@link #stages}{@code .cycles()} after {@code valid}; one mantissa per cycle. A
 * mantissa below 2^18 (a row without variance) gives some r. At a slow {@link Pace} a stage is a beat.
 */
@Summary("The reciprocal root of a mantissa, 2^26 divided by its root, from a table of 128 straight lines.")
public final class ReciprocalRootUnit extends Paced {
  private static final int POSITION_BITS = ReciprocalRoot.POSITION_BITS;
  private static final int SLOPE_BITS = 11;

  private final MultiplierStyle style;
  private final String tableStyle;

  public final Bool valid = in("valid", Bool.bool());
  public final UInt mantissa = in("mantissa", UInt.bits(ReciprocalRoot.MANTISSA_BITS));
  public final Bool done = out("done", Bool.bool());
  public final UInt root = out("root", UInt.bits(ReciprocalRoot.BITS));

  public ReciprocalRootUnit(Pace pace) {
    this(pace, "block");
  }

  private ReciprocalRootUnit(Pace pace, String tableStyle) {
    super("ReciprocalRoot", pace);
    this.style = pace.style();
    this.tableStyle = tableStyle;
  }

  /**
   * One for a device on which wires are long: its table is made of look-up tables in front of a register, for a block memory
   * that a multiplier follows at once may lie far from it.
   */
  public static ReciprocalRootUnit far(Pace pace) {
    return new ReciprocalRootUnit(pace, "logic");
  }

  /** Bits of the narrower operand of its product. */
  public static int narrower() {
    return SLOPE_BITS;
  }

  /** From a mantissa to its root. */
  public static Stages stages(MultiplierStyle style) {
    return Stages.of("look_up").then("multiply", Product.cycles(style, SLOPE_BITS, POSITION_BITS + 1)).then("add");
  }

  @Override
  protected void build() {
    Pipeline pipe = steady(stages(style));
    Stage lookUp = pipe.stage("look_up");
    Staged<Bool> now = lookUp.flag("valid", valid);
    Bool upper = name("upper", mantissa.msb());
    UInt scaled = name("scaled", upper.mux(mantissa, mantissa.shl(1).truncate(mantissa.width())));
    UInt segment = name("segment", upper.asUInt().concat(scaled.slice(mantissa.width() - 2, POSITION_BITS)));
    Staged<UInt> position = lookUp.value("position", scaled.slice(POSITION_BITS - 1, 0));
    Mem<UInt> table = rom("segments", UInt.bits(wordBits()), words());
    // 128 words of 28 bits are a small part of one block memory, and 100 look-up tables.
    table.spinal().addAttribute("rom_style", tableStyle);
    Staged<UInt> word = lookUp.read("word", table, segment);

    Stage multiply = pipe.stage("multiply");
    Staged<UInt> base = multiply.value("base", word.at(multiply).slice(word.now().width() - 1, SLOPE_BITS));
    SInt slope = word.at(multiply).slice(SLOPE_BITS - 1, 0).asBits().asSInt();
    Staged<SInt> fall = product("fall", multiply, slope, position.at(multiply).asSInt());

    Stage add = pipe.stage("add");
    UInt rounded = base.at(add).concat(UInt.lit(1 << (POSITION_BITS - 1)).truncate(POSITION_BITS));
    Staged<SInt> line = add.value("line", fall.at(add).add(rounded));

    root.set(line.at(pipe.end()).shr(POSITION_BITS).modulo(root.width()));
    done.set(now.at(pipe.end()));
  }

  /** Bits of a word of {@link #words}. */
  public static int wordBits() {
    return ReciprocalRoot.BITS + SLOPE_BITS;
  }

  /** N above the negative slope, of {@link #narrower} bits. */
  public static long[] words() {
    int[] bases = ReciprocalRoot.bases();
    int[] slopes = ReciprocalRoot.slopes();
    long[] words = new long[ReciprocalRoot.SEGMENTS];
    for (int i = 0; i < words.length; i++) {
      words[i] = (long) bases[i] << SLOPE_BITS | -slopes[i] & ((1 << SLOPE_BITS) - 1);
    }
    return words;
  }
}
