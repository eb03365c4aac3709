package vit2rtl.units.layernorm;

import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.LoadFormat;
import vit2rtl.units.Outlet;
import vit2rtl.units.RowLayer;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.math.Clip;
import vit2rtl.units.math.ConstantMultiple;
import vit2rtl.units.math.Normalizer;
import vit2rtl.units.math.Pace;
import vit2rtl.units.math.PaceCounter;
import vit2rtl.units.math.Paced;
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
 * <p>With {@code multipliers=serial} a beat takes n cycles, n − 1 being the most bits of a product's narrower operand:
 * everything moves in the last of them, a beat comes in and one goes out. While no beat is inside, the unit waits in that
 * cycle. Latency is n·(l − 1) + 1, l being what it is otherwise, and a beat leaves every n cycles.
 *
 * <p><b>Throughput</b>: one beat per cycle, rows back to back, no bubbles. <b>Latency</b>, first beat in to first beat
 * out with no stalls: {@link LayerNormConfig#latency}, that is beats plus a constant. A row needs nothing after its
 * last beat to come out. The second pass holds as a whole while {@code out_ready} is low; the first never stops within
 * a beat.
 */
@Summary("Power-of-Two-Factor LayerNorm: rows of codes in, rows of normalised codes out.")
public final class LayerNormUnit extends RowUnit<Int, Int> {
  private final LayerNormConfig config;
  private final Rows rows;
  private final Outlet outlet;

  private final RowBuffer<Vec<SInt>> multiples;
  private final TokenFifo<SInt> sums;
  private final TokenFifo<UInt> starts;
  private final TokenFifo<UInt> roots;
  /** The layers of the rows between the passes. */
  private final Opt<TokenFifo<UInt>> layers;
  private final Pace pace;
  private final Opt<PaceCounter> paces;

  public LayerNormUnit(LayerNormConfig config) {
    this(config, Outlet.MAY_WAIT);
  }

  public LayerNormUnit(LayerNormConfig config, Outlet outlet) {
    super("LayerNorm", config, Stream.of(Clip.type(config.params().input()), config.lanes()),
        Stream.of(Clip.type(config.params().output()), config.lanes()));
    this.config = config;
    this.rows = config.rows();
    this.outlet = outlet;
    this.pace = config.pace();
    int depth = Integer.highestOneBit(rows.beats() + firstPass(config).cycles() + TokenFifo.LATENCY + 2) * 2;
    int waiting = Math.max(1, depth / rows.beats());
    int inFlight = (depth + secondPass(config).cycles() + 1) / rows.beats() + 1;
    this.multiples = instance("multiples",
        () -> new RowBuffer<>("LayerNormMultiples", Vec.type(rows.lanes(), config.multipleType()), depth));
    this.sums = instance("sums",
        () -> new TokenFifo<>("LayerNormSums", config.sumType(rows.length()), waiting));
    this.starts = instance("starts",
        () -> new TokenFifo<>("LayerNormStarts", UInt.bits(LayerNormLane.stepBits(config)), waiting));
    this.roots = instance("roots", () -> new TokenFifo<>("LayerNormRoots", UInt.bits(ReciprocalRoot.BITS), inFlight));
    this.layers = Opt.when(config.layers() > 1, () -> instance("layers",
        () -> new TokenFifo<>("LayerNormLayers", LoadFormat.of(config).layer(), waiting)));
    this.paces = Opt.when(pace.isSlow(), () -> instance("pace",
        () -> new PaceCounter(pace, inFlight + 2)));
  }

  /** From a beat's arrival to its row's start of the second pass. */
  static Stages firstPass(LayerNormConfig config) {
    // With several layers the factors can be read only once a beat has said to which it belongs.
    return Stages.of().then("read", config.layers() > 1 ? 1 : 0).then("decode")
        .then("scale", config.decoding() - 1).then(LayerNormStatistics.stages(config)).then(Normalizer.stages(config.maxSteps()))
        .then("wait", wait(config));
  }

  /** Cycles that a normalised row waits so that the second pass, once started, never has to wait for the root. */
  private static int wait(LayerNormConfig config) {
    int rootLatency = ReciprocalRootUnit.stages(config.multipliers().perRow()).cycles();
    return Math.max(0, rootLatency + 1 - secondPass(config).until("root"));
  }

  /** From a beat's issue in the second pass to its codes. */
  static Stages secondPass(LayerNormConfig config) {
    return Stages.of("issue").then(LayerNormLane.stages(config));
  }

  /** Cycles from the first beat of a row in to the first beat out, nobody stalling. */
  static int latency(LayerNormConfig config) {
    return config.pace().between(
        config.rows().beats() - 1 + firstPass(config).cycles() + TokenFifo.LATENCY + secondPass(config).cycles());
  }

  @Override
  protected void build() {
    arrive();
    normalise();
    paces.ifPresent(counter -> counter.leavesLast.set(output.fire().and(output.last())));
  }

  /** A truth value in the cycles in which the unit moves. */
  private Bool moving(Bool value) {
    return paces.isPresent() ? value.and(paces.get().ticks) : value;
  }

  /** The cycle of the beat, for a part. */
  private void paced(Paced part) {
    part.phase.ifPresent(phase -> phase.set(paces.get().phase));
  }

  /** First pass: decode and keep the beat, gather the statistics; then the root, once per row. */
  private void arrive() {
    Pipeline pass = paces.isPresent() ? pipeline(firstPass(config), paces.get().ticks) : pipeline(firstPass(config));
    // The factors are read a cycle ahead of their beat, which the first cycle after reset is too early for.
    Bool awake = next("awake", Bool.lit(true), 0);
    Bool arriving = name("arriving", input.fire());
    BeatCounter counter = instance("arriving_beat", () -> new BeatCounter(rows.beats()));
    counter.step.set(arriving);
    input.ready().set(moving(awake.and(multiples.space)));
    paces.ifPresent(moves -> {
      moves.arrives.set(arriving);
      moves.arrivesLast.set(counter.last);
      moves.atStart.set(counter.first);
    });
    assume(arriving.not().or(input.last().eq(counter.last)), "in_last marks the end of a row");
    multiples.reserve.set(arriving);

    Stage decode = pass.stage("decode");
    Stage scale = decode.after(config.decoding() - 1);
    Stage gather = pass.stage("gather");
    Stage keep = pass.stage("factor");
    Staged<Bool> valid = pass.start().flag("arriving", arriving);
    Staged<Bool> last = pass.start().value("arriving_last", counter.last);
    RowLayer row = RowLayer.of(pass.start(), "arriving_layer", layer);
    LayerNormStatistics statistics = instance("statistics", () -> new LayerNormStatistics(config));
    paced(statistics);
    statistics.valid.set(valid.at(gather));
    statistics.last.set(last.at(gather));
    statistics.epsilon.set(single(config.epsilon(), row.at("epsilon")));
    multiples.push.set(moving(valid.at(keep)));
    SInt zeroPoint = single(config.zeroPoint(), row.at(decode)).asSInt();
    for (int lane = 0; lane < rows.lanes(); lane++) {
      Int code = pass.start().value("code_" + lane, input.payload().get(lane)).at(decode);
      UInt alpha = alpha(pass, counter, row, lane);
      SInt shifted = scaled(lane, centred(config, code, zeroPoint), alpha, decode, scale);
      Staged<SInt> value = scale.value("value_" + lane,
          lane < rows.tail() ? shifted : last.at(scale).mux(SInt.lit(0), shifted));
      Staged<SInt> multiple =
          ConstantMultiple.build("multiple_" + lane, gather, value.at(gather), config.oddFactor());
      statistics.x.get(lane).set(value.at(gather));
      statistics.multiple.get(lane).set(multiple.at(keep));
      multiples.write.get(lane).set(multiple.at(keep));
    }
    sums.push.set(moving(statistics.sumDone));
    sums.tail.set(statistics.sum);
    findRoot(pass, statistics, row);
  }

  /** x, a stage behind the code where decoding takes two. */
  private SInt scaled(int lane, SInt centred, UInt alpha, Stage decode, Stage scale) {
    SInt shifted = config.decoding() == 1 ? centred.shl(alpha)
        : decode.value("centred_" + lane, centred).at(scale).shl(decode.value("factor_" + lane, alpha).at(scale));
    return shifted.truncate(config.valueType().width());
  }

  /** A factor at its beat. */
  private UInt alpha(Pipeline pass, BeatCounter counter, RowLayer row, int lane) {
    Mem<UInt> factors = words(config.alpha(), lane);
    return config.layers() == 1
        ? name("alpha_" + lane, factors.readSync(counter.following, Bool.lit(true), ReadUnderWrite.DONT_CARE))
        : pass.start().read("alpha_" + lane, factors, config.alpha().place(row.at(pass.start()), counter.index)).now();
  }

  private void findRoot(Pipeline pass, LayerNormStatistics statistics, RowLayer row) {
    // U stays until the next row ends, where ε, the only other thing in it, is that of all rows.
    int stays = config.layers() == 1 ? rows.beats() : 1;
    Normalizer normalizer = instance("normalizer", () -> new Normalizer("LayerNormNormalizer", pace, config.varianceBits(), 2,
        config.maxSteps(), ReciprocalRoot.MANTISSA_BITS, stays));
    paced(normalizer);
    normalizer.valid.set(statistics.done);
    normalizer.value.set(statistics.variance);
    Stage normalised = pass.stage("normalise").after(Normalizer.stages(config.maxSteps()).cycles());
    Bool start = normalised.flag("start", normalizer.done).at(pass.end());
    Bool starting = moving(start);
    starts.push.set(starting);
    row.push(starting, pass.end(), layers);
    int spare = Math.max(0, stays - Normalizer.stages(config.maxSteps()).cycles());
    Stage taken = normalised.after(Math.min(spare, wait(config)));
    starts.tail.set(taken.value("start_steps", normalizer.steps).at(pass.end()));

    Pace rootPace = new Pace(config.multipliers().perRow(), pace.cycles());
    ReciprocalRootUnit root = instance("reciprocal_root",
        () -> config.decoding() > 1 ? ReciprocalRootUnit.far(rootPace) : new ReciprocalRootUnit(rootPace));
    paced(root);
    root.valid.set(normalizer.done);
    root.mantissa.set(normalizer.mantissa);
    roots.push.set(moving(root.done));
    roots.tail.set(root.root);
  }

  /** Second pass, stalling as a whole while the output waits. */
  private void normalise() {
    Opt<Bool> moves = Opt.when(pace.isSlow(), () -> wire("moves", Bool.bool()));
    Pipeline pass = moves.isPresent() ? pipeline(secondPass(config), moves.get()) : toward(outlet, secondPass(config));
    Stage start = pass.stage("issue");
    BeatCounter counter = instance("leaving_beat", () -> new BeatCounter(rows.beats()));
    Bool issue = wire("issue", Bool.bool());
    issue.set(pass.advance().and(counter.first.not().or(starts.available)));
    Bool open = name("opens", issue.and(counter.first));
    counter.step.set(issue);
    starts.pop.set(open);
    sums.pop.set(open);
    multiples.pop.set(issue);
    Staged<Bool> valid = start.flag("leaving_valid", issue);
    Staged<Bool> first = start.value("leaving_first", counter.first);
    Staged<Bool> last = start.value("leaving_last", counter.last);
    Staged<UInt> index = start.value("leaving_index", counter.index);

    // A row's constants are taken with its first beat and held for the others.
    Staged<SInt> sum = start.hold("sum_held", open, sums.head);
    Staged<UInt> steps = start.hold("steps_held", open, starts.head);
    RowLayer row = RowLayer.hold(start, "leaving_layer", open, layers);
    Stage beforeRoot = pass.stage("root").previous();
    Bool takesRoot = name("takes_root", valid.at(beforeRoot).and(first.at(beforeRoot)));
    Staged<UInt> root = beforeRoot.hold("root_held", takesRoot, roots.head);
    roots.pop.set(pass.advance().and(takesRoot));

    Stage beforeGain = pass.stage("gain").previous();
    Stage beforeOffset = pass.stage("offset").previous();
    for (int i = 0; i < rows.lanes(); i++) {
      LayerNormLane lane = instance("lane_" + i, () -> new LayerNormLane(config));
      paced(lane);
      lane.advance.set(pass.advance());
      lane.multiple.set(multiples.read.get(i));
      lane.sum.set(sum.at("deviation"));
      lane.steps.set(steps.at("align"));
      lane.root.set(root.at("root"));
      lane.gain.set(beforeGain.read("gain_" + i, words(config.gain(), i),
          config.gain().place(row.at(beforeGain), index.at(beforeGain)), ReadUnderWrite.DONT_CARE).now());
      lane.offset.set(beforeOffset.read("offset_" + i, words(config.offset(), i),
          config.offset().place(row.at(beforeOffset), index.at(beforeOffset)), ReadUnderWrite.DONT_CARE).now());
      Int zero = lane.result instanceof SInt ? SInt.lit(0) : UInt.lit(0);
      output.payload().get(i).set(i < rows.tail() ? lane.result : last.at(pass.end()).mux(zero, lane.result));
    }
    if (moves.isPresent()) {
      deliver(valid.at(pass.end()), last.at(pass.end()), moves.get());
    } else {
      deliver(outlet, pass, valid, last);
    }
  }

  /** A beat leaves once; the second pass moves in the last phase, when it has left. */
  private void deliver(Bool valid, Bool last, Bool moves) {
    Bool left = reg("left", Bool.bool(), 0);
    output.valid().set(valid.and(left.not()));
    output.last().set(last);
    moves.set(moving(output.valid().not().or(output.ready())));
    when(output.fire(), () -> left.set(Bool.lit(true)));
    when(moves, () -> left.set(Bool.lit(false)));
  }

  /** q − zp. A zero point that the table allows brings every code into the format's range; with any other it is some number. */
  static SInt centred(LayerNormConfig config, Int code, SInt zeroPoint) {
    SInt difference = code.asSInt().sub(zeroPoint);
    int bits = SInt.range(config.format().minX(), config.format().maxX()).width();
    return bits < difference.width() ? difference.truncate(bits) : difference;
  }
}
