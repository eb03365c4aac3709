package vit2rtl.accelerator.supply;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * The beats of a {@link PackedStream} out of its words, their padding put back. A beat per cycle, and a cycle for the
 * description of a run. Two words are held; a beat, or a description, begins at granule {@code at} of the lower one. A
 * word must hold as many granules as a beat, and as a description.
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
    this.wordGranules = this.words.payload().get(0).width() / PackedStream.GRANULE;
    this.beatGranules = 8 * format.beatBytes() / PackedStream.GRANULE;
    if (Math.max(beatGranules, format.controlGranules()) > wordGranules) {
      throw new IllegalArgumentException("words of " + wordGranules + " granules for beats of " + beatGranules
          + " and descriptions of " + format.controlGranules());
    }
  }

  @Override
  protected void build() {
    UInt low = reg("low", words.payload().get(0).type());
    UInt high = reg("high", words.payload().get(0).type());
    Bool lowThere = reg("low_there", Bool.bool(), 0);
    Bool highThere = reg("high_there", Bool.bool(), 0);
    UInt at = reg("at", UInt.upTo(wordGranules - 1), 0);
    Bool inRun = reg("in_run", Bool.bool(), 0);
    Bool inGap = reg("in_gap", Bool.bool(), 0);
    UInt left = reg("granules_left", UInt.bits(format.granuleBits()), 0);

    int control = format.controlGranules();
    int most = Math.max(beatGranules, control);
    UInt part = name("part", left.gt(beatGranules).mux(UInt.lit(beatGranules), left).narrow(0, beatGranules));
    UInt wanted = name("wanted", inRun.or(inGap).mux(part, UInt.lit(control)).narrow(0, most));
    UInt end = name("reaches", at.add(wanted));
    Bool enough = name("enough", lowThere.and(highThere.or(end.le(wordGranules))));
    Bool step = name("step", enough.and(inRun.not().or(beats.ready())));
    beats.valid().set(inRun.and(enough));

    UInt window = name("window", high.concat(low).shr(at.shl(2)).truncate(most * PackedStream.GRANULE));
    give(window, part);

    Bool crosses = name("crosses", end.ge(wordGranules));
    when(step, () -> at.set(crosses.mux(end.subtractModulo(UInt.lit(wordGranules), at.width()), end)
        .truncate(at.width()).narrow(0, wordGranules - 1)));
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
    run(window, step, inRun, inGap, left, part);
  }

  /** The granules of the beat that are there, zeros behind them. */
  private void give(UInt window, UInt part) {
    List<UInt> granules = new ArrayList<>();
    for (int i = 0; i < beatGranules; i++) {
      UInt stored = window.slice((i + 1) * PackedStream.GRANULE - 1, i * PackedStream.GRANULE);
      granules.add(part.gt(i).mux(stored, UInt.lit(0)));
    }
    int perElement = beatGranules / beats.payload().size();
    for (int e = 0; e < beats.payload().size(); e++) {
      UInt element = granules.get(e * perElement);
      for (int i = 1; i < perElement; i++) {
        element = granules.get(e * perElement + i).concat(element);
      }
      beats.payload().get(e).set(element);
    }
  }

  private void run(UInt window, Bool step, Bool inRun, Bool inGap, UInt left, UInt part) {
    int beatsAt = format.countBits();
    int granulesAt = beatsAt + format.beatBits();
    UInt count = name("count", window.slice(beatsAt - 1, 0));
    UInt each = name("beats_each", window.slice(granulesAt - 1, beatsAt));
    UInt granules = name("granules", window.slice(granulesAt + format.granuleBits() - 1, granulesAt));
    Bool begins = name("begins", step.and(inRun.not()).and(inGap.not()));
    UInt wordsLeft = reg("words_left", count.type());
    UInt beatsLeft = reg("beats_left", each.type());
    UInt wordBeats = next(begins, "word_beats", each);
    UInt wordParts = next(begins, "word_granules", granules);
    Bool wordEnds = name("word_ends", inRun.and(beatsLeft.eq(1)));
    when(step, () -> {
      left.set(wordEnds.mux(wordParts, left.subtractModulo(part, left.width())));
      beatsLeft.set(wordEnds.mux(wordBeats, beatsLeft.sub(1).modulo(beatsLeft.width())));
      when(wordEnds, () -> {
        wordsLeft.set(wordsLeft.sub(1).modulo(wordsLeft.width()));
        inRun.set(wordsLeft.ne(1));
      });
      when(left.le(beatGranules), () -> inGap.set(Bool.lit(false)));
    });
    when(begins, () -> {
      inRun.set(count.ne(0));
      inGap.set(count.eq(0).and(granules.ne(0)));
      wordsLeft.set(count);
      beatsLeft.set(each);
      left.set(granules);
    });
  }
}
