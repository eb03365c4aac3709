package vit2rtl.units.softmax;

import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.LoadFormat;
import vit2rtl.units.Outlet;
import vit2rtl.units.RowLayer;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.math.Normalizer;
import vit2rtl.units.stream.RowBuffer;
import vit2rtl.units.stream.TokenFifo;

/**
 * Log-Int-Softmax in hardware: rows of score codes in, rows of logarithmic attention codes out, equal to
 * {@link vit2rtl.golden.softmax.LogIntSoftmax} bit for bit, without divider and (with the table) without multiplier.
 *
 * <p>Three passes over a row, each on its own row while the others work on the next ones:
 * <ol>
 *   <li>{@link RowMaximum} while the row arrives and is kept in {@code scores};
 *   <li>distance to the maximum, e, {@link ExponentialSum}; what the third pass needs of each element is kept in
 *       {@code items}; then S is normalised once per row;
 *   <li>{@link LogCode} per lane.
 * </ol>
 *
 * <p><b>Throughput</b>: one beat per cycle, rows back to back, no bubbles. <b>Latency</b>, first beat in to first beat
 * out with no stalls: {@link SoftmaxConfig#latency}, that is 2·beats plus a constant. A row needs nothing after its
 * last beat to come out. The output stage holds while {@code out_ready} is low; the first two passes never stop: their
 * buffers are reserved before they start a beat.
 *
 * <p><b>Widths.</b> Distances 0…2^scoreBits − 1; e up to {@code format.max()}; S up to N times that (below 2^62,
 * checked by the parameters); the arithmetic of the code is argued in {@link LogCode}.
 */
@Summary("Log-Int-Softmax: rows of score codes in, rows of logarithmic attention codes out.")
public final class SoftmaxUnit extends RowUnit<UInt, UInt> {
  private final SoftmaxConfig config;
  private final Rows rows;
  private final Outlet outlet;

  private final RowBuffer<Vec<UInt>> scores;
  private final RowBuffer<Vec<UInt>> items;
  private final TokenFifo<UInt> maxima;
  private final TokenFifo<RowSum> sums;
  /** The layers of the rows between the first two passes and between the last two. */
  private final Opt<TokenFifo<UInt>> maximumLayers;
  private final Opt<TokenFifo<UInt>> sumLayers;

  public SoftmaxUnit(SoftmaxConfig config) {
    this(config, Outlet.MAY_WAIT);
  }

  public SoftmaxUnit(SoftmaxConfig config, Outlet outlet) {
    super("Softmax", config, Stream.of(UInt.bits(config.params().exp().scoreBits()), config.rows().lanes()),
        Stream.of(UInt.upTo(config.params().maxCode()), config.rows().lanes()));
    this.config = config;
    this.rows = config.rows();
    this.outlet = outlet;
    int scoreBits = config.params().exp().scoreBits();

    int scoreDepth = config.bufferBeats(RowMaximum.stages(rows).cycles() + TokenFifo.LATENCY + 1);
    int itemDepth = config.bufferBeats(secondPass(config).cycles() + TokenFifo.LATENCY + 2);
    this.scores = instance("scores",
        () -> new RowBuffer<>("SoftmaxScores", Vec.type(rows.lanes(), UInt.bits(scoreBits)), scoreDepth));
    this.items = instance("items", () -> new RowBuffer<>("SoftmaxItems",
        Vec.type(rows.lanes(), UInt.bits(ExpLane.itemBits(config))), itemDepth));
    this.maxima = instance("maxima", () -> new TokenFifo<>("SoftmaxMaxima", UInt.bits(scoreBits),
        Math.max(1, scoreDepth / rows.beats())));
    this.sums = instance("sums",
        () -> new TokenFifo<>("SoftmaxSums", RowSum.type(config), Math.max(1, itemDepth / rows.beats())));
    this.maximumLayers = layers("maximum_layers", scoreDepth);
    this.sumLayers = layers("sum_layers", itemDepth);
  }

  private Opt<TokenFifo<UInt>> layers(String name, int beats) {
    return Opt.when(config.layers() > 1, () -> instance(name, () -> new TokenFifo<>("SoftmaxLayers",
        LoadFormat.of(config).layer(), Math.max(1, beats / rows.beats()))));
  }

  /** From a beat's issue in the second pass to its row's S. */
  static Stages secondPass(SoftmaxConfig config) {
    return Stages.of("issue", "distance").then(ExpLane.stages(config)).then(ExponentialSum.stages(config.rows()))
        .then(Normalizer.stages(config.maxSumSteps()));
  }

  /** From a beat's issue in the third pass to its codes. */
  static Stages thirdPass() {
    return Stages.of("issue").then(ItemDecoder.STAGES).then(LogCode.STAGES);
  }

  /** Cycles from the first beat of a row in to the first beat out, nobody stalling. */
  static int latency(SoftmaxConfig config) {
    int lastBeat = config.rows().beats() - 1;
    return lastBeat + RowMaximum.stages(config.rows()).cycles() + TokenFifo.LATENCY
        + lastBeat + secondPass(config).cycles() + TokenFifo.LATENCY + thirdPass().cycles();
  }

  @Override
  protected void build() {
    arrive();
    sumExponentials();
    deliverCodes();
  }

  /** First pass: keep the beat, track the maximum. */
  private void arrive() {
    Bool arriving = name("arriving", input.fire());
    Bool arrivingLast = counter("arriving_beat", arriving).last;
    RowMaximum maximum = instance("row_maximum", () -> new RowMaximum(rows, config.params().exp().scoreBits()));
    input.ready().set(scores.space);
    assume(arriving.not().or(input.last().eq(arrivingLast)), "in_last marks the end of a row");

    scores.reserve.set(arriving);
    scores.push.set(arriving);
    scores.write.set(input.payload());
    maximum.valid.set(arriving);
    maximum.last.set(arrivingLast);
    maximum.scores.set(input.payload());
    maxima.push.set(maximum.done);
    maxima.tail.set(maximum.maximum);
    Pipeline pass = pipeline(RowMaximum.stages(rows));
    RowLayer.of(pass.start(), "arriving_layer", layer).push(maximum.done, pass.end(), maximumLayers);
  }

  /** Second pass: distances, exponentials, their sum. Never stalls: room for the items is reserved at issue. */
  private void sumExponentials() {
    Pipeline pass = pipeline(secondPass(config));
    Bool issue = wire("second_issue", Bool.bool());
    BeatCounter beat = counter("second_beat", issue);
    issue.set(items.space.and(beat.first.not().or(maxima.available)));
    Bool open = name("second_opens", issue.and(beat.first));
    maxima.pop.set(open);
    scores.pop.set(issue);
    items.reserve.set(issue);
    Staged<Bool> valid = pass.start().flag("second_valid", issue);
    Staged<Bool> last = pass.start().value("second_last", beat.last);
    Staged<UInt> maximum = pass.start().hold("row_maximum_held", open, maxima.head);

    RowLayer row = RowLayer.hold(pass.start(), "second_layer", open, maximumLayers);
    Stage subtract = pass.stage("distance");
    ExponentialSum sum = instance("exponential_sum", () -> new ExponentialSum(config));
    for (int lane = 0; lane < rows.lanes(); lane++) {
      UInt score = scores.read.get(lane);
      Staged<UInt> distance = subtract.value("distance_" + lane,
          maximum.at(subtract).sub(score).modulo(config.params().exp().scoreBits()));
      ExpLane exp = instance("exp_lane_" + lane, () -> new ExpLane(config));
      exp.distance.set(distance.at(subtract.next()));
      exp.layer.ifPresent(port -> port.set(row.at(ExpLane.LAST).get()));
      exp.load.ifPresent(write -> write.set(load.get(), config.exponential()));
      items.write.get(lane).set(exp.item);
      sum.exponentials.get(lane).set(exp.exponential);
    }
    items.push.set(valid.at(ExpLane.LAST));
    sum.valid.set(valid.at("add"));
    sum.last.set(last.at("add"));

    Normalizer normalizer = instance("sum_normalizer",
        () -> new Normalizer("SoftmaxSumNormalizer", LogCode.sumBits(config), 1, config.maxSumSteps(),
            LogCode.sumBits(config)));
    normalizer.valid.set(sum.done);
    normalizer.value.set(sum.sum);
    sums.push.set(normalizer.done);
    sums.tail.take(normalizer);
    row.push(normalizer.done, pass.end(), sumLayers);
  }

  /** Third pass: codes, stalling as a whole while the output waits. */
  private void deliverCodes() {
    Pipeline pass = toward(outlet, thirdPass());
    Stage start = pass.start();
    Bool issue = wire("third_issue", Bool.bool());
    BeatCounter beat = counter("third_beat", issue);
    issue.set(pass.advance().and(beat.first.not().or(sums.available)));
    Bool open = name("third_opens", issue.and(beat.first));
    sums.pop.set(open);
    items.pop.set(issue);
    Staged<Bool> valid = start.flag("third_valid", issue);
    Staged<Bool> last = start.value("third_last", beat.last);
    Staged<UInt> sumFraction = start.hold("sum_fraction", open, sums.head.fraction);
    Opt<Staged<Bool>> sumSticky = Opt.when(sums.head.sticky.isPresent(),
        () -> start.hold("sum_sticky", open, sums.head.sticky.get()));
    Staged<UInt> sumPosition = start.hold("sum_position", open, sums.head.position);
    RowLayer row = RowLayer.hold(start, "third_layer", open, sumLayers);

    for (int lane = 0; lane < rows.lanes(); lane++) {
      ItemDecoder decoder = instance("item_decoder_" + lane, () -> new ItemDecoder(config));
      decoder.advance.set(pass.advance());
      decoder.item.set(items.read.get(lane));
      decoder.layer.ifPresent(port -> port.set(row.at("decode").get()));
      decoder.load.ifPresent(write -> write.set(load.get(), config.code()));
      LogCode code = instance("log_code_" + lane, () -> new LogCode(config));
      code.advance.set(pass.advance());
      code.position.set(decoder.position);
      code.mantissa.set(decoder.mantissa);
      code.sumPosition.set(sumPosition.at("subtract"));
      code.sumFraction.set(sumFraction.at(LogCode.SUM_STAGE));
      code.sumSticky.ifPresent(bit -> bit.set(sumSticky.get().at(LogCode.SUM_STAGE)));
      UInt padded = lane < rows.tail() ? code.code : last.at(pass.end()).mux(UInt.lit(0), code.code);
      output.payload().get(lane).set(padded);
    }
    deliver(outlet, pass, valid, last);
  }

  private BeatCounter counter(String name, Bool beat) {
    BeatCounter counter = instance(name, () -> new BeatCounter(rows.beats()));
    counter.step.set(beat);
    return counter;
  }
}
