package vit2rtl.units.softmax;

import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.RowUnit;

/**
 * {@link SoftmaxUnit}'s function in base √2 with one row inside, and codes found one after another: the same codes.
 *
 * <pre>
 *   N cycles              scores arrive and are kept; their maximum
 *   N                     S = Σ e, e by a table of distances
 *   N·(octaves + 4)       a code is the number of thresholds 19/16·e, 27/16·e, twice that and so on up to S; it takes its
 *                         score's place
 *   N                     codes leave, one per cycle; the next row may arrive
 * </pre>
 * Cycles do not depend on values: all octaves are tried, as many as the greatest code or the greatest S has.
 *
 * <p><b>Widths.</b> A threshold is doubled only if 16·S is not below the lower one of its octave, so that 2 bits more than
 * 16·S has are enough. Only the last code of a row may still be waiting while the next row arrives.
 */
@Summary("Log-Int-Softmax in half steps, a row at a time: rows of score codes in, rows of logarithmic attention codes out.")
public final class SerialSoftmaxUnit extends RowUnit<UInt, UInt> {
  private static final int SIXTEENTHS = 4;

  private final SoftmaxConfig config;

  public SerialSoftmaxUnit(SoftmaxConfig config) {
    super("Softmax", config, Stream.of(UInt.bits(config.params().exp().scoreBits()), 1),
        Stream.of(UInt.upTo(config.params().maxCode()), 1));
    this.config = config;
  }

  private static int octaves(SoftmaxConfig config) {
    return Math.min((config.params().maxCode() + 1) / 2, LogCode.sumBits(config));
  }

  /** Cycles from the first score of a row in to the first code out. */
  static int latency(SoftmaxConfig config) {
    return config.rows().length() * (octaves(config) + 6) + 1;
  }

  /** Cycles from a row's first score to that of the next. */
  static int interval(SoftmaxConfig config) {
    return config.rows().length() * (octaves(config) + 7);
  }

  @Override
  protected void build() {
    int scoreBits = config.params().exp().scoreBits();
    Bool arrives = reg("arrives", Bool.bool(), 1);
    Bool sums = reg("sums", Bool.bool(), 0);
    Bool reads = reg("reads", Bool.bool(), 0);
    Bool looks = next("looks", reads, 0);
    Bool loads = next("loads", looks, 0);
    Bool steps = reg("steps", Bool.bool(), 0);
    Bool stores = reg("stores", Bool.bool(), 0);
    Bool delivers = reg("delivers", Bool.bool(), 0);
    Bool valid = reg("valid", Bool.bool(), 0);
    UInt octave = reg("octave", UInt.upTo(Math.max(1, octaves(config) - 1)), 0);
    BeatCounter element = instance("element", () -> new BeatCounter(config.rows().length()));

    Bool arriving = name("arriving", input.fire());
    Bool advance = name("advance", valid.not().or(output.ready()));
    Bool issue = name("issue", delivers.and(advance));
    // The last code of the row before must have left the memory's register.
    Bool summing = name("summing", sums.and(valid.not()));
    Bool found = name("found", steps.and(octave.eq(octaves(config) - 1)));
    input.ready().set(arrives);
    assume(arriving.not().or(input.last().eq(element.last)), "in_last marks the end of a row");
    element.step.set(arriving.or(summing).or(stores).or(issue));
    Bool last = name("last_element", element.last);
    arrives.set(issue.and(last).or(arrives.and(arriving.and(last).not())));
    sums.set(arriving.and(last).or(sums.and(summing.and(last).not())));
    reads.set(summing.and(last).or(stores.and(last.not())));
    steps.set(loads.or(steps.and(found.not())));
    stores.set(found);
    delivers.set(stores.and(last).or(delivers.and(issue.and(last).not())));
    octave.set(steps.and(found.not()).mux(octave.add(1).truncate(octave.width()), UInt.lit(0))
        .narrow(0, octave.range().max().longValueExact()));

    Bool summed = next("summed", summing, 0);
    int codeBits = output.payload().get(0).width();
    UInt code = wire("code", UInt.bits(codeBits));
    Mem<UInt> row = mem("row", UInt.bits(Math.max(scoreBits, codeBits)), Math.max(2, config.rows().length()));
    UInt score = input.payload().get(0);
    row.write(element.index, arriving.mux(score, code), arriving.or(stores));
    UInt stored = row.readSync(element.index, summing.or(reads).or(issue), ReadUnderWrite.DONT_CARE);
    UInt maximum = reg("maximum", UInt.bits(scoreBits));
    when(arriving.and(element.first.or(score.gt(maximum))), () -> maximum.set(score));
    Opt<UInt> ofRow = Opt.when(layer.isPresent(), () -> next(arriving, "row_layer", layer.get()));
    UInt distance = name("distance", maximum.sub(stored).modulo(scoreBits));
    Mem<UInt> table = words(config.exponential(), 0);
    UInt e = table.readSync(config.exponential().place(ofRow, distance), summed.or(looks), ReadUnderWrite.DONT_CARE);
    UInt sum = reg("sum", UInt.bits(LogCode.sumBits(config)));
    when(next("adds", summed, 0), () -> sum.set(sum.add(e).truncate(sum.width())));
    when(arrives, () -> sum.set(UInt.lit(0)));
    code.set(search(e, sum, loads, steps));

    when(advance, () -> valid.set(issue));
    output.valid().set(valid);
    output.last().set(next(advance, "last", last));
    // Where the codes do not fill their bits, what is read is one for sure only when it is valid.
    int most = config.params().maxCode();
    UInt delivered = stored.truncate(codeBits);
    output.payload().get(0).set(
        (Integer.bitCount(most + 1) == 1 ? delivered : valid.mux(delivered, UInt.lit(0))).narrow(0, most));
  }

  /** The number of thresholds up to S, as far as the field has it. */
  private UInt search(UInt e, UInt sum, Bool loads, Bool steps) {
    UInt whole = sum.shl(SIXTEENTHS);
    UInt low = reg("low", UInt.bits(whole.width() + 2));
    UInt high = reg("high", UInt.bits(whole.width() + 2));
    UInt passed = reg("passed", UInt.bits(UInt.upTo(2L * octaves(config)).width()));
    Bool passes = name("passes", whole.ge(low));
    Bool both = name("passes_both", whole.ge(high));
    // 19·e and 27·e, three adders.
    UInt nineteen = name("nineteen", e.shl(SIXTEENTHS).add(e.shl(1).add(e)));
    when(steps.and(passes), () -> {
      low.set(low.shl(1).truncate(low.width()));
      high.set(high.shl(1).truncate(high.width()));
      passed.set(passed.add(1).add(both.asUInt()).truncate(passed.width()));
    });
    when(loads, () -> {
      low.set(nineteen.truncate(low.width()));
      high.set(nineteen.add(e.shl(3)).truncate(high.width()));
      passed.set(UInt.lit(0));
    });
    return passed.min(UInt.lit(config.params().maxCode())).truncate(UInt.upTo(config.params().maxCode()).width());
  }
}
