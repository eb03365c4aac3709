package vit2rtl.units.layernorm;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Int;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.Signal;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.math.Clip;
import vit2rtl.units.math.ConstantMultiple;
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
 *   <li>X = (q − zp)·2^α while the row arrives; {@code multiples} keeps it, times the odd factor of C, for the second
 *       pass, {@link LayerNormStatistics} gathers S1 and U; then, once per row, {@link Normalizer} and
 *       {@link ReciprocalRootUnit};
 *   <li>{@link LayerNormLane} per lane.
 * </ol>
 * The second pass starts while the root is still being found: S1 and the shift are needed first, r some stages later,
 * and the root's fixed latency guarantees that it is there (stalling only gives it more time).
 *
 * <p><b>Throughput</b>: one beat per cycle, rows back to back, no bubbles. <b>Latency</b>, first beat in to first beat
 * out with no stalls: {@link #latency}, that is beats plus a constant. A row needs nothing after its last beat to come
 * out. The second pass holds as a whole while {@code out_ready} is low; the first never stops within a beat.
 */
public final class LayerNormUnit extends RowUnit<Int, Int> {
  private final LayerNormConfig config;
  private final Rows rows;

  private final RowBuffer multiples;
  private final TokenFifo sums;
  private final TokenFifo starts;
  private final TokenFifo roots;

  public LayerNormUnit(LayerNormConfig config) {
    super("LayerNorm", config, Stream.of(Clip.type(config.params().input()), config.lanes()),
        Stream.of(Clip.type(config.params().output()), config.lanes()));
    this.config = config;
    this.rows = config.rows();

    int depth = Integer.highestOneBit(rows.beats() + startLatency(config) + 2) * 2;
    int waiting = Math.max(1, depth / rows.beats());
    int inFlight = (depth + LayerNormLane.latency(config) + 2) / rows.beats() + 1;
    this.multiples = instance("multiples",
        () -> new RowBuffer("LayerNormMultiples", rows.lanes(), config.multipleType().width(), depth));
    this.sums = instance("sums", () -> new TokenFifo("LayerNormSums", new String[] {"sum"},
        new int[] {config.sumType(rows.length()).width()}, waiting));
    this.starts = instance("starts", () -> new TokenFifo("LayerNormStarts", new String[] {"steps"},
        new int[] {LayerNormLane.stepBits(config)}, waiting));
    this.roots = instance("roots", () -> new TokenFifo("LayerNormRoots", new String[] {"root"},
        new int[] {ReciprocalRoot.BITS}, inFlight));
  }

  /** Cycles from the last beat of a row in to its start being available to the second pass. */
  private static int startLatency(LayerNormConfig config) {
    return 1 + LayerNormStatistics.latency(config) + Normalizer.stages(config.maxSteps()) + startDelay(config) + 1;
  }

  /** Cycles a normalised row waits so that the second pass, once started, never has to wait for the root. */
  private static int startDelay(LayerNormConfig config) {
    return Math.max(0, ReciprocalRootUnit.latency(config.multipliers().perRow()) - LayerNormLane.rootStage(config));
  }

  /** Cycles from the first beat of a row in to the first beat out, nobody stalling. */
  public static int latency(LayerNormConfig config) {
    return config.rows().beats() - 1 + startLatency(config) + 1 + LayerNormLane.latency(config);
  }

  @Override
  protected void build() {
    arrive();
    normalise();
  }

  /** First pass: decode and keep the beat, gather the statistics; then the root, once per row. */
  private void arrive() {
    // The factors are read a cycle ahead of their beat, which the first cycle after reset is too early for.
    Bool awake = next("awake", Bool.lit(true), 0);
    Bool arriving = name("arriving", input.fire());
    BeatCounter counter = instance("arriving_beat", () -> new BeatCounter(rows.beats()));
    counter.beat.set(arriving);
    input.ready().set(awake.and(multiples.space));
    check(arriving.not().or(input.last().eq(counter.last)), "in_last does not mark the end of a row");
    multiples.reserve.set(arriving);

    LayerNormStatistics statistics = instance("statistics", () -> new LayerNormStatistics(config));
    Bool arrived = next("arrived", arriving, 0);
    statistics.valid.set(arrived);
    statistics.last.set(next("arrived_last", counter.last));
    statistics.epsilon.set(single(config.epsilon()));
    Bool kept = arrived;
    for (int stage = 1; stage <= LayerNormStatistics.multipleLag(config); stage++) {
      kept = next("multiple_valid_" + stage, kept, 0);
    }
    multiples.push.set(kept);
    SInt zeroPoint = single(config.zeroPoint()).asSInt();
    for (int lane = 0; lane < rows.lanes(); lane++) {
      UInt alpha = name("alpha_" + lane, words(config.alpha(), lane).readSync(counter.following, Bool.lit(true)));
      SInt value = centred(input.payload().get(lane), zeroPoint).shl(alpha).truncate(config.valueType().width());
      SInt masked = lane < rows.tail() ? value : counter.last.mux(SInt.lit(0), value);
      SInt held = next("value_" + lane, masked);
      SInt multiple = ConstantMultiple.build("multiple_" + lane, held, config.oddFactor(), this::next);
      statistics.x.get(lane).set(held);
      statistics.multiple.get(lane).set(multiple);
      multiples.write.get(lane).set(multiple.modulo(config.multipleType().width()));
    }
    sums.push.set(statistics.sumDone);
    sums.tail[0].set(statistics.sum.asBits().asUInt());
    findRoot(statistics);
  }

  private void findRoot(LayerNormStatistics statistics) {
    Normalizer normalizer = instance("normalizer", () -> new Normalizer("LayerNormNormalizer", config.varianceBits(), 2,
        config.maxSteps(), ReciprocalRoot.MANTISSA_BITS));
    normalizer.valid.set(statistics.done);
    normalizer.value.set(statistics.variance);
    Bool start = normalizer.done;
    UInt steps = normalizer.steps;
    for (int cycle = 1; cycle <= startDelay(config); cycle++) {
      start = next("start_" + cycle, start, 0);
      steps = next("start_steps_" + cycle, steps);
    }
    starts.push.set(start);
    starts.tail[0].set(steps);

    ReciprocalRootUnit root = instance("reciprocal_root", () -> new ReciprocalRootUnit(config.multipliers().perRow()));
    root.valid.set(normalizer.done);
    root.mantissa.set(normalizer.mantissa);
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
    sums.pop.set(open);
    multiples.pop.set(issue);

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
    UInt sum = next(open, "sum_held", sums.head[0]);
    UInt steps = next(open, "steps_held", starts.head[0]);
    int rootStage = LayerNormLane.rootStage(config);
    UInt stepsThere = chain("steps_at", steps, LayerNormLane.SHIFT_STAGE, advance).get(LayerNormLane.SHIFT_STAGE);
    Bool rootNow = name("root_now", advance.and(valid.get(rootStage)).and(first.get(rootStage)));
    roots.pop.set(rootNow);
    UInt root = next(rootNow, "root_held", roots.head[0]);

    List<UInt> index = chain("leaving_index", counter.index, LayerNormLane.offsetStage(config), advance);
    for (int i = 0; i < rows.lanes(); i++) {
      LayerNormLane lane = instance("lane_" + i, () -> new LayerNormLane(config));
      lane.advance.set(advance);
      lane.multiple.set(multiples.read.get(i).asBits().asSInt());
      lane.sum.set(sum.asBits().asSInt());
      lane.steps.set(stepsThere);
      lane.root.set(root);
      lane.gain.set(words(config.gain(), i).readSync(index.get(LayerNormLane.gainStage(config)), advance));
      lane.offset.set(words(config.offset(), i).readSync(index.get(LayerNormLane.offsetStage(config)), advance));
      Int zero = lane.result instanceof SInt ? SInt.lit(0) : UInt.lit(0);
      output.payload().get(i).set(i < rows.tail() ? lane.result : last.get(latency).mux(zero, lane.result));
    }
  }

  /** q − zp. When loadable, what the host loads stays within the format; garbage is saturated. */
  private SInt centred(Int code, SInt zeroPoint) {
    SInt difference = code.asSInt().sub(zeroPoint);
    return load.isPresent() ? difference.saturate(config.format().minX(), config.format().maxX()) : difference;
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
