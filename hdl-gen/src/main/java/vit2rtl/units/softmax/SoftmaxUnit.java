package vit2rtl.units.softmax;

import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.UInt;
import vit2rtl.units.BeatCounter;
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
 * out with no stalls: {@link #latency}, that is 2·beats plus a constant. A row needs nothing after its last beat to
 * come out. The output stage holds while {@code out_ready} is low; the first two passes never stop: their buffers are
 * reserved before they start a beat.
 *
 * <p><b>Widths.</b> Distances 0…2^scoreBits − 1; e up to {@code format.max()}; S up to N times that (below 2^62,
 * checked by the parameters); the arithmetic of the code is argued in {@link LogCode}.
 */
public final class SoftmaxUnit extends RowUnit<UInt, UInt> {
  private static final int DISTANCE_STAGES = 2;
  private static final int DECODE_STAGES = 2;

  private final SoftmaxConfig config;
  private final Rows rows;

  private final RowBuffer scores;
  private final RowBuffer items;
  private final TokenFifo maxima;
  private final TokenFifo sums;

  public SoftmaxUnit(SoftmaxConfig config) {
    super("Softmax", config, Stream.of(UInt.bits(config.params().exp().scoreBits()), config.rows().lanes()),
        Stream.of(UInt.upTo(config.params().maxCode()), config.rows().lanes()));
    this.config = config;
    this.rows = config.rows();
    int scoreBits = config.params().exp().scoreBits();
    int scoreDepth = config.bufferBeats(RowMaximum.latency(rows) + 2);
    int itemDepth = config.bufferBeats(sumLatency(config) + 2);
    this.scores = instance("scores", () -> new RowBuffer("SoftmaxScores", rows.lanes(), scoreBits, scoreDepth));
    this.items = instance("items",
        () -> new RowBuffer("SoftmaxItems", rows.lanes(), ExpLane.itemBits(config), itemDepth));
    this.maxima = instance("maxima", () -> new TokenFifo("SoftmaxMaxima", new String[] {"maximum"},
        new int[] {scoreBits}, Math.max(1, scoreDepth / rows.beats())));
    this.sums = instance("sums", () -> new TokenFifo("SoftmaxSums", new String[] {"mantissa", "sticky", "position"},
        new int[] {LogCode.sumMantissaBits(config), 1, UInt.upTo(LogCode.sumBits(config) - 1).width()},
        Math.max(1, itemDepth / rows.beats())));
  }

  /** Cycles from a beat's issue in the second pass to the row's S being available to the third. */
  private static int sumLatency(SoftmaxConfig config) {
    return DISTANCE_STAGES + ExpLane.latency(config) + ExponentialSum.latency(config.rows())
        + Normalizer.stages(config.maxSumSteps()) + 1;
  }

  /** Cycles from the first beat of a row in to the first beat out, nobody stalling. */
  public static int latency(SoftmaxConfig config) {
    int firstPass = config.rows().beats() - 1 + RowMaximum.latency(config.rows()) + 1;
    int secondPass = config.rows().beats() - 1 + sumLatency(config);
    return firstPass + secondPass + DECODE_STAGES + LogCode.LATENCY;
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
    check(arriving.not().or(input.last().eq(arrivingLast)), "in_last does not mark the end of a row");

    scores.reserve.set(arriving);
    scores.push.set(arriving);
    scores.write.set(input.payload());
    maximum.valid.set(arriving);
    maximum.last.set(arrivingLast);
    maximum.scores.set(input.payload());
    maxima.push.set(maximum.done);
    maxima.tail[0].set(maximum.maximum);
  }

  /** Second pass: distances, exponentials, their sum. Never stalls: room for the items is reserved at issue. */
  private void sumExponentials() {
    Bool issue = wire("second_issue", Bool.bool());
    BeatCounter beat = counter("second_beat", issue);
    issue.set(items.space.and(beat.first.not().or(maxima.available)));
    Bool last = beat.last;
    Bool open = name("second_opens", issue.and(beat.first));
    maxima.pop.set(open);
    scores.pop.set(issue);
    items.reserve.set(issue);
    UInt rowMaximum = next(open, "row_maximum_held", maxima.head[0]);

    Bool issued = next("second_issued", issue, 0);
    Bool issuedLast = next("second_issued_last", last);
    Bool valid = next("distance_valid", issued, 0);
    Bool validLast = next("distance_last", issuedLast);
    ExponentialSum sum = instance("exponential_sum", () -> new ExponentialSum(config));
    for (int lane = 0; lane < rows.lanes(); lane++) {
      UInt score = scores.read.get(lane);
      UInt distance = next("distance_" + lane, rowMaximum.sub(score).modulo(config.params().exp().scoreBits()));
      ExpLane exp = instance("exp_lane_" + lane, () -> new ExpLane(config));
      exp.distance.set(distance);
      exp.load.ifPresent(write -> write.set(load.get(), config.exponential()));
      items.write.get(lane).set(exp.item);
      sum.exponentials.get(lane).set(exp.exponential);
    }
    items.push.set(delay("item_valid", valid, ExpLane.itemLatency(config)));
    sum.valid.set(delay("exponential_valid", valid, ExpLane.latency(config)));
    sum.last.set(delay("exponential_last", validLast, ExpLane.latency(config)));

    Normalizer normalizer = instance("sum_normalizer",
        () -> new Normalizer("SoftmaxSumNormalizer", LogCode.sumBits(config), 1, config.maxSumSteps(),
            LogCode.sumBits(config)));
    normalizer.valid.set(sum.done);
    normalizer.value.set(sum.sum);
    sums.push.set(normalizer.done);
    pushSum(normalizer);
  }

  /**
   * The mantissa cut to what the codes can tell apart, whether the cut lost anything, and the leading one's position.
   */
  private void pushSum(Normalizer normalizer) {
    int width = LogCode.sumBits(config);
    int kept = LogCode.sumMantissaBits(config);
    UInt mantissa = normalizer.mantissa;
    int lost = width - kept;
    sums.tail[0].set(lost >= 0 ? mantissa.shr(lost) : mantissa.shl(-lost));
    sums.tail[1].set(lost > 0 ? mantissa.slice(lost - 1, 0).ne(0).asUInt() : UInt.lit(0));
    sums.tail[2].set(UInt.lit(width - 1).sub(normalizer.steps).modulo(sums.tail[2].width()));
  }

  /** Third pass: codes, stalling as a whole while the output waits. */
  private void deliverCodes() {
    Bool outValid = wire("out_valid_now", Bool.bool());
    Bool advance = name("advance", outValid.not().or(output.ready()));
    Bool issue = wire("third_issue", Bool.bool());
    BeatCounter beat = counter("third_beat", issue);
    issue.set(advance.and(beat.first.not().or(sums.available)));
    Bool last = beat.last;
    Bool open = name("third_opens", issue.and(beat.first));
    sums.pop.set(open);
    items.pop.set(issue);

    // The row's S is needed at the position subtraction and, two stages later, at the comparison.
    UInt position = next(advance, "sum_position_2", next(open, "sum_position_1", sums.head[2]));
    UInt mantissa = next(open, "sum_mantissa_1", sums.head[0]);
    UInt sticky = next(open, "sum_sticky_1", sums.head[1]);
    for (int stage = 2; stage <= 2 + LogCode.SUM_LAG; stage++) {
      mantissa = next(advance, "sum_mantissa_" + stage, mantissa);
      sticky = next(advance, "sum_sticky_" + stage, sticky);
    }
    Bool valid = issue;
    Bool validLast = last;
    for (int stage = 1; stage <= DECODE_STAGES + LogCode.LATENCY; stage++) {
      valid = next(advance, "third_valid_" + stage, valid, 0);
      validLast = next(advance, "third_last_" + stage, validLast);
    }
    outValid.set(valid);
    output.valid().set(valid);
    output.last().set(validLast);
    for (int lane = 0; lane < rows.lanes(); lane++) {
      ItemDecoder decoder = instance("item_decoder_" + lane, () -> new ItemDecoder(config));
      decoder.advance.set(advance);
      decoder.item.set(items.read.get(lane));
      decoder.load.ifPresent(write -> write.set(load.get(), config.code()));
      LogCode code = instance("log_code_" + lane, () -> new LogCode(config));
      code.advance.set(advance);
      code.position.set(decoder.position);
      code.mantissa.set(decoder.mantissa);
      code.sumPosition.set(position);
      code.sumMantissa.set(mantissa);
      code.sumSticky.set(sticky.eq(1));
      UInt padded = lane < rows.tail() ? code.code : validLast.mux(UInt.lit(0), code.code);
      output.payload().get(lane).set(padded);
    }
  }

  private BeatCounter counter(String name, Bool beat) {
    BeatCounter counter = instance(name, () -> new BeatCounter(rows.beats()));
    counter.beat.set(beat);
    return counter;
  }

  private Bool delay(String name, Bool value, int cycles) {
    Bool delayed = value;
    for (int cycle = 1; cycle <= cycles; cycle++) {
      delayed = next(name + "_" + cycle, delayed, 0);
    }
    return delayed;
  }
}
