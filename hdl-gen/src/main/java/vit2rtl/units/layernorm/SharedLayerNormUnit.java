package vit2rtl.units.layernorm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.RowUnit;
import vit2rtl.units.TableMemory;
import vit2rtl.units.math.Clip;
import vit2rtl.units.math.ReciprocalRootUnit;

/**
 * {@link LayerNormUnit}'s function with one multiplier, which all products share, and one row inside: the same codes, an
 * element at a time.
 *
 * <pre>
 *   row arrives   a = C·X − S, S = S + X, a = a − S, U = U + a·X        {@link SharedLayerNormSteps#ARRIVAL} cycles each
 *   once          U and the steps it is normalised by, r = N + slope·position
 *   row leaves    a = C·X − S, shifted; a = z = a·r; y = z·G + B        {@link SharedLayerNormSteps#element} cycles each
 * </pre>
 * with S = 0 and U = ε in front of a row; U becomes C·S2 − S1² + ε as in {@link LayerNormStatistics}. Registers: a, X, S,
 * the last product, and one sum for U, r, z and y. r and G are multiplied in two parts, upper and lower bits, so that no
 * operand has more than 16 bits in usual layers.
 *
 * <p>Every state is a register of its own; a row takes the next one when its last code has left. Cycles do not depend on
 * values. <b>Widths</b> are those of {@link LayerNormLane} and {@link LayerNormStatistics}; the sum is modulo 2^bits of the
 * widest of its uses. <b>Refused</b>: more than one lane, and fewer than 13 fraction bits ({@link LayerNormConfig}).
 */
@Summary("Power-of-Two-Factor LayerNorm with one multiplier: rows of codes in, rows of normalised codes out.")
public final class SharedLayerNormUnit extends RowUnit<Int, Int> {
  private final LayerNormConfig config;
  private final SharedLayerNormSteps steps;
  private final Map<String, Bool> states = new LinkedHashMap<>();

  private SInt a;
  private SInt x;
  private SInt product;
  private SInt sum;
  private UInt shifts;
  private UInt count;
  private Opt<UInt> row;
  private BeatCounter counter;
  private TableMemory tables;

  public SharedLayerNormUnit(LayerNormConfig config) {
    super("LayerNorm", config, Stream.of(Clip.type(config.params().input()), 1),
        Stream.of(Clip.type(config.params().output()), 1));
    this.config = config;
    this.steps = new SharedLayerNormSteps(config);
  }

  private Bool in(String state) {
    return states.get(state);
  }

  @Override
  protected void build() {
    for (String state : SharedLayerNormSteps.STATES) {
      states.put(state, reg("at_" + state, Bool.bool(), state.equals("take") ? 1 : 0));
    }
    this.a = reg("a", SInt.bits(steps.factorBits()));
    this.x = reg("x", config.valueType());
    this.product = reg("product", SInt.bits(steps.factorBits() + steps.digitBits()));
    this.sum = reg("sum", SInt.bits(steps.sumBits()));
    this.shifts = reg("shifts", UInt.bits(UInt.upTo(config.maxSteps()).width()));
    this.count = reg("count", UInt.bits(UInt.upTo(Math.max(config.maxSteps(), steps.alignments())).width()));
    this.counter = instance("element", () -> new BeatCounter(config.rows().length()));
    Bool arriving = name("arriving", input.fire());
    this.row = Opt.when(layer.isPresent(), () -> next(arriving, "row_layer", layer.get()));
    input.ready().set(in("take"));
    assume(arriving.not().or(input.last().eq(counter.last)), "in_last marks the end of a row");
    counter.step.set(in("multiply").or(in("scale")));
    Bool last = next(in("scale"), "last_element", counter.last);
    output.valid().set(in("deliver"));
    output.last().set(last);
    output.payload().get(0).set(Clip.of(sum.shr(config.format().fraction()), config.params().output()));
    Bool shifting = name("shifting", in("normalise").and(upper(2).eq(0)));
    walk(arriving, last);
    this.tables = together(List.of(config.alpha(), config.gain(), config.offset()));
    UInt constant = constants();
    SInt total = statistics(arriving, constant);
    deviations(total);
    products(shifting, constant);
    count(shifting);
  }

  /** From state to state. */
  private void walk(Bool arriving, Bool last) {
    Bool left = name("left", output.fire());
    Bool rowEnds = name("row_ends", in("multiply").and(counter.last));
    Bool normalised = name("normalised", in("normalise").and(count.eq(config.maxSteps() - 1)));
    Bool aligned = name("aligned", in("align").and(count.eq(steps.alignments() - 1)));
    Bool before = null;
    for (String state : SharedLayerNormSteps.STATES) {
      Bool from = before;
      in(state).set(switch (state) {
        case "take" -> in("multiply").and(counter.last.not()).or(left.and(last)).or(in("take").and(arriving.not()));
        case "read" -> arriving;
        case "settle" -> rowEnds;
        case "normalise" -> in("settle").or(in("normalise").and(normalised.not()));
        case "look_up" -> normalised;
        case "align" -> in("deviation").or(left.and(last.not())).or(in("align").and(aligned.not()));
        case "root_high" -> aligned;
        case "deliver" -> in("sum").or(in("deliver").and(left.not()));
        default -> from;
      });
      before = in(state);
    }
  }

  /** α of the next element, or B and then G of the present one, out of one memory. */
  private UInt constants() {
    UInt place = in("join").mux(tables.place(config.offset(), row, counter.index),
        in("scale").mux(tables.place(config.gain(), row, counter.index), tables.place(config.alpha(), row, counter.index)));
    return name("constant_word", words("constant_words", tables).readSync(place, reads().or(in("join")).or(in("scale")),
        ReadUnderWrite.DONT_CARE));
  }

  /** The next element's X is read. */
  private Bool reads() {
    return in("read").or(in("line")).or(in("gain_low"));
  }

  /** X from the row's memory, and S; gives C·X − S, or a − S. */
  private SInt statistics(Bool arriving, UInt constant) {
    Mem<Int> codes = mem("codes", Clip.type(config.params().input()), Math.max(2, config.rows().length()));
    codes.write(counter.index, input.payload().get(0), arriving);
    Int code = codes.readSync(counter.index, name("reads", reads()), ReadUnderWrite.DONT_CARE);
    UInt alpha = tables.element(config.alpha(), constant);
    SInt zeroPoint = single(config.zeroPoint(), row).asSInt();
    SInt centred = LayerNormUnit.centred(config, code, zeroPoint);
    when(in("decode").or(in("root")).or(in("sum")),
        () -> x.set(centred.shl(alpha).truncate(config.valueType().width())));
    SInt running = reg("running_sum", config.sumType(config.rows().length()), 0);
    when(in("factor"), () -> running.set(running.add(x).truncate(running.width())));
    when(in("take").and(counter.first), () -> running.set(SInt.lit(0)));
    SInt multiple = x.mul(config.oddFactor()).shl(config.twos());
    return name("total", in("subtract").mux(a, multiple).sub(running).truncate(a.width()));
  }

  /** a: C·X − S and what is shifted of it, z, or the position on a line of the root. */
  private void deviations(SInt total) {
    when(in("factor").or(in("subtract")).or(in("deviation")).or(in("deliver")), () -> a.set(total));
    Bool ends = name("alignment_ends", count.eq(steps.alignments() - 1));
    if (steps.fours() > 0) {
      List<SInt> far = new ArrayList<>();
      for (int fours = 0; fours <= steps.fours(); fours++) {
        far.add(a.shl(4 * fours).truncate(a.width()));
      }
      when(in("align").and(ends.not()), () -> a.set(chosen(far, shifts.shr(2))));
    }
    List<SInt> near = new ArrayList<>();
    for (int ones = 0; ones <= steps.ones(); ones++) {
      near.add(a.shl(ones).truncate(a.width()).shr(steps.drop()));
    }
    when(in("align").and(ends), () -> a.set(chosen(near, shifts.truncate(Math.min(2, shifts.width())))));
    when(in("scale"), () -> a.set(sum.shr(LayerNorm.Z_SHIFT - steps.rise()).truncate(LayerNormLane.normalisedBits(config))));
  }

  /** One of some values by its number, the last for all numbers behind. */
  private static SInt chosen(List<SInt> values, UInt number) {
    SInt value = values.get(values.size() - 1);
    for (int i = values.size() - 2; i >= 0; i--) {
      value = number.eq(i).mux(values.get(i), value).truncate(value.width());
    }
    return value;
  }

  /** The highest bits of U. */
  private UInt upper(int bits) {
    return sum.slice(config.varianceBits() - 1, config.varianceBits() - bits);
  }

  private void products(Bool shifting, UInt constant) {
    // m, and where on which line it is.
    UInt mantissa = name("mantissa", upper(ReciprocalRoot.MANTISSA_BITS));
    UInt scaled = name("scaled", mantissa.msb().mux(mantissa, mantissa.shl(1).truncate(mantissa.width())));
    int positionBits = ReciprocalRoot.POSITION_BITS;
    UInt segment = mantissa.msb().asUInt().concat(scaled.slice(mantissa.width() - 2, positionBits));
    Mem<UInt> table = rom("segments", UInt.bits(ReciprocalRootUnit.wordBits()), ReciprocalRootUnit.words());
    table.spinal().addAttribute("rom_style", "block");
    UInt line = table.readSync(segment, in("look_up"));
    when(in("look_up"), () -> a.set(scaled.slice(positionBits - 1, 0).asSInt()));
    SInt slope = line.slice(ReciprocalRootUnit.narrower() - 1, 0).asBits().asSInt();
    UInt base = line.slice(line.width() - 1, ReciprocalRootUnit.narrower());
    UInt root = next(in("root"), "root", sum.slice(positionBits + ReciprocalRoot.BITS - 1, positionBits));

    SInt gain = tables.element(config.gain(), constant);
    SInt offset = tables.element(config.offset(), constant);
    int low = steps.lowBits();
    SInt digit = either("digit", steps.digitBits(), Map.of(
        "multiply", x,
        "slope", slope,
        "root_high", root.shr(low).asSInt(),
        "root_low", root.truncate(Math.min(low, root.width())).asSInt(),
        "gain_high", gain.shr(low),
        "gain_low", gain.modulo(low).asSInt()));
    Bool multiplies = in("multiply").or(in("slope")).or(in("root_high")).or(in("root_low")).or(in("gain_high"))
        .or(in("gain_low"));
    product.set(multiplies.mux(a.mul(digit), SInt.lit(0)).truncate(product.width()));

    // Where the sum begins anew or moves up; otherwise the product of the cycle before is added.
    Bool begins = name("begins", in("take").and(counter.first));
    Bool moves = name("moves", in("join").or(in("sum")));
    Bool stays = name("stays", begins.or(moves).or(shifting).or(in("line")).or(in("root_low")).or(in("scale")).not());
    Map<Bool, SInt> starts = new LinkedHashMap<>();
    starts.put(stays, sum);
    starts.put(moves, sum.shl(low).truncate(sum.width()));
    starts.put(shifting, sum.shl(2).truncate(sum.width()));
    starts.put(begins, single(config.epsilon(), row).asSInt());
    starts.put(in("line"), base.concat(UInt.lit(1L << positionBits - 1).truncate(positionBits)).asSInt());
    starts.put(in("scale"), offset.shl(steps.offsetRise() - low));
    sum.set(oneOf("start", sum.width(), starts).add(product).truncate(sum.width()));
  }

  private void count(Bool shifting) {
    Bool counts = name("counts", in("normalise").or(in("align")));
    Bool ends = name("count_ends", in("settle").or(in("deviation")).or(in("deliver")));
    when(counts, () -> count.set(count.add(1).truncate(count.width())));
    when(ends, () -> count.set(UInt.lit(0)));
    when(shifting, () -> shifts.set(shifts.add(1).truncate(shifts.width())));
    when(in("settle"), () -> shifts.set(UInt.lit(0)));
  }

  private SInt either(String name, int bits, Map<String, SInt> values) {
    Map<Bool, SInt> chosen = new LinkedHashMap<>();
    for (String state : SharedLayerNormSteps.STATES) {
      if (values.containsKey(state)) {
        chosen.put(in(state), values.get(state));
      }
    }
    return oneOf(name, bits, chosen);
  }

  /** The value of the condition that holds, at most one of which does; 0 where none does. */
  private SInt oneOf(String name, int bits, Map<Bool, SInt> values) {
    Bits all = null;
    int i = 0;
    for (Map.Entry<Bool, SInt> one : values.entrySet()) {
      SInt term = wire(name + "_" + i++, SInt.bits(bits));
      term.set(one.getKey().mux(one.getValue(), SInt.lit(0)));
      all = all == null ? term.asBits() : all.or(term.asBits());
    }
    return name(name, all.asSInt());
  }
}
