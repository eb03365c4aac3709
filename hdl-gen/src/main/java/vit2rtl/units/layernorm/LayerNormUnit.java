package vit2rtl.units.layernorm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Int;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.SIntType;
import vit2rtl.hdl.Signal;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Type;
import vit2rtl.hdl.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.math.Normalizer;
import vit2rtl.units.math.ReciprocalRootUnit;
import vit2rtl.units.stream.RowBuffer;
import vit2rtl.units.stream.TokenFifo;

/**
 * Power-of-Two-Factor LayerNorm in hardware: rows of PTF codes in, rows of normalised codes out, equal to
 * {@link vit2rtl.golden.layernorm.LayerNorm} bit for bit. PTF is a shift.
 *
 * <p>Two passes over a row, each on its own row while the other works on the next:
 * <ol>
 *   <li>{@link LayerNormStatistics} while the row arrives and its codes are kept in {@code codes}; then, once per row,
 *       {@link LayerNormVariance}, {@link Normalizer} and {@link ReciprocalRootUnit};
 *   <li>{@link LayerNormLane} per lane.
 * </ol>
 * The second pass starts while the root is still being found: S1 and the shift are needed first, r some stages later, and
 * the root's fixed latency guarantees that it is there (stalling only gives it more time).
 *
 * <p><b>Throughput</b>: one beat per cycle, rows back to back, no bubbles. <b>Latency</b>, first beat in to first beat
 * out with no stalls: {@link #latency}, that is beats plus a constant. A row needs nothing after its last beat to come
 * out. The second pass holds as a whole while {@code out_ready} is low; the first never stops within a beat.
 */
public final class LayerNormUnit extends Component {
  private final LayerNormConfig config;
  private final Rows rows;
  private final int lead;

  public final Stream<? extends Int> input;
  public final Stream<? extends Int> output;

  private final LayerNormLoad load;
  private final SInt zeroPoint;
  private final UInt epsilon;

  private final RowBuffer codes;
  private final TokenFifo starts;
  private final TokenFifo roots;

  public LayerNormUnit(LayerNormConfig config) {
    super("LayerNorm");
    this.config = config;
    this.rows = config.rows();
    this.lead = lead(config);
    LayerNormParams params = config.params();
    this.input = in("in", Stream.of(codeType(params.input()), rows.lanes()));
    this.output = out("out", Stream.of(codeType(params.output()), rows.lanes()));

    if (config.tables() == TableSource.LOADABLE) {
      this.load = new LayerNormLoad(in("load_valid", Bool.bool()), in("load_table", UInt.bits(2)),
          in("load_lane", UInt.upTo(Math.max(1, rows.lanes() - 1))),
          in("load_beat", UInt.upTo(Math.max(1, rows.beats() - 1))), in("load_data", LayerNormLoad.dataType(config)));
      this.zeroPoint = reg("zero_point", SInt.bits(params.input().bits() + 1), params.zeroPoint());
      this.epsilon = reg("epsilon", UInt.bits(UInt.upTo(config.format().maxEpsilon()).width()), params.epsilon());
    } else {
      this.load = null;
      this.zeroPoint = null;
      this.epsilon = UInt.lit(params.epsilon());
    }

    int depth = Integer.highestOneBit(rows.beats() + startLatency(config) + 2) * 2;
    int inFlight = (depth + LayerNormLane.latency(config) + 2) / rows.beats() + 1;
    this.codes = instance("codes",
        () -> new RowBuffer("LayerNormCodes", rows.lanes(), params.input().bits(), depth));
    this.starts = instance("starts", () -> new TokenFifo("LayerNormStarts", new String[] {"sum", "steps"},
        new int[] {LayerNormStatistics.sumBits(config), LayerNormLane.stepBits(config)},
        Math.max(1, depth / rows.beats())));
    this.roots = instance("roots", () -> new TokenFifo("LayerNormRoots", new String[] {"root"},
        new int[] {ReciprocalRoot.ROOT_BITS + 1}, inFlight));
  }

  /** Cycles from the last beat of a row in to its start being available to the second pass. */
  private static int startLatency(LayerNormConfig config) {
    return 1 + LayerNormStatistics.latency(config) + LayerNormVariance.latency(config)
        + Normalizer.stages(config.varianceBits(), 2) + ReciprocalRootUnit.latency(config.rootBits())
        - lead(config) + 1;
  }

  /** How many cycles before its root a row may start: never more than the second pass takes to reach the root. */
  private static int lead(LayerNormConfig config) {
    int untilRoot = LayerNormLane.rootStage(config);
    return Math.min(untilRoot, ReciprocalRootUnit.latency(config.rootBits()));
  }

  /** Cycles from the first beat of a row in to the first beat out, nobody stalling. */
  public static int latency(LayerNormConfig config) {
    return config.rows().beats() - 1 + startLatency(config) + 1 + LayerNormLane.latency(config);
  }

  @Override
  protected void build() {
    if (load != null) {
      Bool row = load.selects(LayerNormLoad.Table.ROW);
      when(row.and(load.beat().eq(0)), () -> zeroPoint.set(load.data().truncate(zeroPoint.width())));
      when(row.and(load.beat().eq(1)), () -> epsilon.set(load.data().modulo(epsilon.width())));
    }
    arrive();
    normalise();
  }

  /** First pass: keep the beat, gather the statistics, then variance and root once per row. */
  private void arrive() {
    Bool arriving = name("arriving", input.fire());
    BeatCounter counter = instance("arriving_beat", () -> new BeatCounter(rows.beats()));
    counter.beat.set(arriving);
    input.ready().set(codes.space);
    check(arriving.not().or(input.last().eq(counter.last)), "in_last does not mark the end of a row");
    codes.reserve.set(arriving);
    codes.push.set(arriving);

    LayerNormStatistics statistics = instance("statistics", () -> new LayerNormStatistics(config));
    statistics.valid.set(next("arrived", arriving, 0));
    statistics.last.set(next("arrived_last", counter.last));
    for (int lane = 0; lane < rows.lanes(); lane++) {
      Int code = input.payload().get(lane);
      codes.write.get(lane).set(code.asBits().asUInt());
      statistics.x.get(lane).set(next("arrived_x_" + lane, centred(code)));
      statistics.alpha.get(lane).set(alphaWords("arriving_alpha_" + lane, lane).readSync(counter.index, arriving));
    }

    LayerNormVariance variance = instance("variance", () -> new LayerNormVariance(config));
    variance.valid.set(statistics.done);
    variance.sum.set(statistics.sum);
    variance.squares.set(statistics.squares);
    variance.epsilon.set(epsilon);

    Normalizer normalizer = instance("normalizer",
        () -> new Normalizer("LayerNormNormalizer", config.varianceBits(), 2));
    normalizer.valid.set(variance.done);
    normalizer.value.set(variance.variance);
    findRoot(normalizer, statistics.sum);
  }

  private void findRoot(Normalizer normalizer, SInt sum) {
    SInt sumNow = sum;
    int wait = LayerNormVariance.latency(config) + Normalizer.stages(config.varianceBits(), 2);
    for (int cycle = 1; cycle <= wait; cycle++) {
      sumNow = next("sum_" + cycle, sumNow);
    }
    int tagBits = sum.width() + normalizer.steps.width();
    ReciprocalRootUnit.Shape shape = rows.beats() >= ReciprocalRootUnit.latency(config.rootBits())
        ? ReciprocalRootUnit.Shape.ITERATIVE
        : ReciprocalRootUnit.Shape.PIPELINED;
    ReciprocalRootUnit root = instance("reciprocal_root",
        () -> new ReciprocalRootUnit(shape, config.rootBits(), tagBits, lead));
    root.valid.set(normalizer.done);
    root.mantissa.set(normalizer.mantissa.slice(config.varianceBits() - 1,
        config.varianceBits() - ReciprocalRoot.MANTISSA_BITS));
    root.tag.set(normalizer.steps.concat(sumNow.asBits().asUInt()));
    starts.push.set(root.early);
    starts.tail[0].set(root.earlyTag.slice(sum.width() - 1, 0));
    starts.tail[1].set(root.earlyTag.slice(tagBits - 1, sum.width()));
    roots.push.set(root.done);
    roots.tail[0].set(root.root);
  }

  /** Second pass, stalling as a whole while the output waits. */
  private void normalise() {
    Bool outValid = wire("out_valid_now", Bool.bool());
    Bool advance = name("advance", outValid.not().or(output.ready()));
    BeatCounter counter = instance("leaving_beat", () -> new BeatCounter(rows.beats()));
    Bool issue = wire("issue", Bool.bool());
    Bool open = name("opens", issue.and(counter.first));
    issue.set(advance.and(counter.first.not().or(starts.available)));
    counter.beat.set(issue);
    starts.pop.set(open);
    codes.pop.set(issue);

    int latency = LayerNormLane.latency(config) + 1;
    List<Bool> valid = new ArrayList<>(List.of(issue));
    for (int stage = 1; stage <= latency; stage++) {
      valid.add(next(advance, "leaving_valid_" + stage, valid.get(stage - 1), 0));
    }
    List<Bool> last = chain("leaving_last", counter.last, latency, advance);
    List<Bool> first = chain("leaving_first", counter.first, LayerNormLane.rootStage(config), advance);
    outValid.set(valid.get(latency));
    output.valid().set(valid.get(latency));
    output.last().set(last.get(latency));

    // Stage s of a lane works on the beat issued s + 1 cycles before; a row's constants are held from its first beat.
    UInt sum = next(open, "sum_held", starts.head[0]);
    UInt steps = next(open, "steps_held", starts.head[1]);
    int sumStage = LayerNormLane.sumStage(config);
    int shiftStage = LayerNormLane.shiftStage(config);
    int rootStage = LayerNormLane.rootStage(config);
    SInt sumThere = chain("sum_at", sum, sumStage, advance).get(sumStage).asBits().asSInt();
    UInt stepsThere = chain("steps_at", steps, shiftStage, advance).get(shiftStage);
    Bool rootNow = name("root_now", advance.and(valid.get(rootStage)).and(first.get(rootStage)));
    roots.pop.set(rootNow);
    UInt root = next(rootNow, "root_held", roots.head[0]);

    List<UInt> index = chain("leaving_index", counter.index, LayerNormLane.offsetStage(config), advance);
    for (int i = 0; i < rows.lanes(); i++) {
      LayerNormLane lane = instance("lane_" + i, () -> new LayerNormLane(config));
      lane.advance.set(advance);
      lane.x.set(centred(decoded(codes.read.get(i))));
      lane.alpha.set(alphaWords("leaving_alpha_" + i, i).readSync(counter.index, advance));
      lane.sum.set(sumThere);
      lane.steps.set(stepsThere);
      lane.root.set(root);
      lane.gain.set(gainWords(i).readSync(index.get(LayerNormLane.gainStage(config)), advance));
      lane.offset.set(offsetWords(i).readSync(index.get(LayerNormLane.offsetStage(config)), advance));
      Int zero = lane.result instanceof SInt ? SInt.lit(0) : UInt.lit(0);
      output.payload().get(i).set(i < rows.tail() ? lane.result : last.get(latency).mux(zero, lane.result));
    }
  }

  // ---- constants ---------------------------------------------------------------------------------------------------

  private Mem<UInt> alphaWords(String name, int lane) {
    int[] alpha = config.params().alpha();
    Mem<UInt> words = mem(name, LayerNormLane.alphaType(config), perBeat(lane, c -> alpha[c]));
    if (load != null) {
      words.write(loadBeat(), load.data().modulo(UInt.upTo(config.format().maxAlpha()).width()),
          load.selects(LayerNormLoad.Table.ALPHA, lane));
    }
    return words;
  }

  private Mem<SInt> gainWords(int lane) {
    int[] gain = config.params().gain();
    return signedWords("gain_words_" + lane, SInt.bits(LayerNormLane.GAIN_BITS), lane, c -> gain[c],
        LayerNormLoad.Table.GAIN);
  }

  private Mem<SInt> offsetWords(int lane) {
    long[] offset = config.params().offset();
    SIntType type = LayerNormLane.offsetType(config);
    return signedWords("offset_words_" + lane, type, lane, c -> offset[c], LayerNormLoad.Table.OFFSET);
  }

  private Mem<SInt> signedWords(String name, SIntType type, int lane, IntToLongFunction constant,
      LayerNormLoad.Table table) {
    Mem<SInt> words = mem(name, type, perBeat(lane, constant));
    if (load != null) {
      words.write(loadBeat(), load.data().truncate(type.width()), load.selects(table, lane));
    }
    return words;
  }

  private UInt loadBeat() {
    return load.beat().truncate(UInt.upTo(Math.max(1, rows.beats() - 1)).width());
  }

  /** One word per beat: the constant of the channel that this lane carries then, 0 for padding. */
  private long[] perBeat(int lane, IntToLongFunction constant) {
    long[] words = new long[Math.max(2, rows.beats())];
    for (int beat = 0; beat < rows.beats(); beat++) {
      int c = beat * rows.lanes() + lane;
      words[beat] = c < rows.length() ? constant.applyAsLong(c) : 0;
    }
    return words;
  }

  /** q − zp. When loadable, what the host loads stays within the format; garbage is saturated. */
  private SInt centred(Int code) {
    return load == null
        ? code.asSInt().sub(config.params().zeroPoint())
        : code.asSInt().sub(zeroPoint).saturate(config.format().minX(), config.format().maxX());
  }

  /** A code as it came out of the row buffer, which keeps bits. */
  private Int decoded(UInt stored) {
    return config.params().input().sign() == CodeFormat.Sign.SIGNED ? stored.asBits().asSInt() : stored;
  }

  private static Type<? extends Int> codeType(CodeFormat format) {
    return format.sign() == CodeFormat.Sign.SIGNED ? SInt.bits(format.bits()) : UInt.bits(format.bits());
  }

  /** A signal and its values 1, 2, … {@code length} advancing cycles ago. */
  private <T extends Signal> List<T> chain(String name, T signal, int length, Bool advance) {
    List<T> stages = new ArrayList<>(List.of(signal));
    for (int stage = 1; stage <= length; stage++) {
      stages.add(next(advance, name + "_" + stage, stages.get(stage - 1)));
    }
    return stages;
  }
}
