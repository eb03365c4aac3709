package vit2rtl.accelerator.supply;

import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * The beats of a {@link PackedStream} out of its words, their padding put back. A beat per cycle; the description of a run
 * takes two cycles, one to read it and one to take it up. Two words are held; a beat, or a description, begins at granule
 * {@code at} of the lower one. A word must hold as many granules as a beat, and as a description.
 *
 * <p>What the next step takes is worked out a cycle ahead, so that in its own cycle no more is to be decided than whether
 * the words hold it.
 */
@Summary("Beats of constants out of packed words, their padding put back.")
public final class Unpacker extends Component {
  private final PackedStream format;
  /** Granules of a word, and of a beat. */
  private final int wordGranules;
  private final int beatGranules;

  public final Stream<UInt> words;
  public final Stream<UInt> beats;

  public Unpacker(PackedStream format, Stream.Shape<UInt> words, Stream.Shape<UInt> beats) {
    super("ConstantUnpacker");
    this.format = format;
    this.words = in("words", words);
    this.beats = out("beats", beats);
    this.wordGranules = PackedWindow.granules(format, this.words.payload().get(0).width());
    this.beatGranules = format.beatGranules();
  }

  @Override
  protected void build() {
    UInt low = reg("low", words.payload().get(0).type());
    UInt high = reg("high", words.payload().get(0).type());
    Bool lowThere = reg("low_there", Bool.bool(), 0);
    Bool highThere = reg("high_there", Bool.bool(), 0);
    Bool described = reg("described", Bool.bool(), 0);
    Bool inRun = reg("in_run", Bool.bool(), 0);
    Bool inGap = reg("in_gap", Bool.bool(), 0);
    UInt at = reg("at", UInt.upTo(wordGranules - 1), 0);
    // Where what is taken next ends, counted from the lower word's begin, and its part of a beat.
    UInt end = reg("reaches", UInt.upTo(wordGranules - 1 + format.mostGranules()), format.controlGranules());
    UInt part = reg("part", UInt.upTo(beatGranules));

    Bool enough = name("enough", lowThere.and(highThere.or(end.le(wordGranules))));
    Bool step = name("step", described.not().and(enough).and(inRun.not().or(beats.ready())));
    beats.valid().set(inRun.and(enough));
    UInt window = name("window", high.concat(low).shr(at.shl(2)).truncate(format.mostGranules() * PackedStream.GRANULE));
    PackedWindow.cut(format, window, part, beats.payload());

    Bool crosses = name("crosses", end.ge(wordGranules));
    UInt passed = name("passed", crosses.mux(end.subtractModulo(UInt.lit(wordGranules), at.width()), end)
        .truncate(at.width()).narrow(0, wordGranules - 1));
    Bool moves = name("moves", lowThere.not().or(step.and(crosses)));
    Bool free = name("free", highThere.not().or(moves));
    words.ready().set(free);
    when(moves, () -> {
      low.set(high);
      lowThere.set(highThere);
    });
    when(free, () -> {
      high.set(words.payload().get(0));
      highThere.set(words.valid());
    });
    UInt wanted = run(new Phase(described, inRun, inGap), window, step, part);
    when(step, () -> {
      at.set(passed);
      end.set(passed.add(wanted));
    });
    when(described, () -> end.set(at.add(wanted)));
  }

  /** What is read: a description just read, the words of a run, what is skipped; of none of them, a description. */
  private record Phase(Bool described, Bool inRun, Bool inGap) {}

  /** Gives the granules of the step behind this one. */
  private UInt run(Phase phase, UInt window, Bool step, UInt part) {
    int beatsAt = format.countBits();
    int granulesAt = beatsAt + format.beatBits();
    Bool inRun = phase.inRun;
    Bool inGap = phase.inGap;
    Bool described = phase.described;
    Bool begins = name("begins", step.and(inRun.not()).and(inGap.not()));
    UInt count = next(begins, "count", window.slice(beatsAt - 1, 0));
    UInt wordBeats = next(begins, "word_beats", window.slice(granulesAt - 1, beatsAt));
    UInt wordParts = next(begins, "word_granules",
        window.slice(granulesAt + format.granuleBits() - 1, granulesAt));
    UInt rest = reg("granules_behind", wordParts.type());
    UInt wordsLeft = reg("words_left", count.type());
    UInt beatsLeft = reg("beats_left", wordBeats.type());
    Bool wordEnds = name("word_ends", inRun.and(beatsLeft.eq(1)));
    Bool runEnds = name("run_ends", wordEnds.and(wordsLeft.eq(1)));
    Bool gapEnds = name("gap_ends", inGap.and(rest.eq(0)));

    Bool fresh = name("fresh", described.or(wordEnds));
    UInt left = name("granules_left", fresh.mux(wordParts, rest));
    Bool fills = name("fills", left.gt(beatGranules));
    UInt following = name("following_part", fills.mux(UInt.lit(beatGranules), left).narrow(0, beatGranules));
    UInt behind = name("following_rest", fills.mux(left.subtractModulo(UInt.lit(beatGranules), left.width()),
        UInt.lit(0)));
    Bool isRun = name("is_run", count.ne(0));
    Bool isGap = name("is_gap", isRun.not().and(wordParts.ne(0)));
    Bool goesOn = name("goes_on", described.mux(isRun.or(isGap), inRun.and(runEnds.not()).or(inGap.and(gapEnds.not()))));
    when(step.or(described), () -> {
      part.set(following);
      rest.set(behind);
      beatsLeft.set(fresh.mux(wordBeats, beatsLeft.sub(1).modulo(beatsLeft.width())));
      described.set(begins);
    });
    when(step, () -> {
      inRun.set(inRun.and(runEnds.not()));
      inGap.set(inGap.and(gapEnds.not()));
      when(wordEnds, () -> wordsLeft.set(wordsLeft.sub(1).modulo(wordsLeft.width())));
    });
    when(described, () -> {
      inRun.set(isRun);
      inGap.set(isGap);
      wordsLeft.set(count);
    });
    return goesOn.mux(following, UInt.lit(format.controlGranules())).narrow(0,
        format.mostGranules());
  }
}
