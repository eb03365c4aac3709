package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * The constant stream out of an on-chip ROM: reads a {@link PackedStream} again and again and gives its beats with their
 * padding. A beat per cycle; the description of a run takes a cycle of its own. Words of the ROM go into a buffer of two
 * words, from whose low end granules are taken.
 */
@Summary("The stream of constants out of a memory on the chip, its padding put back.")
final class RomSource extends Component {
  private final PackedStream rom;
  /** Granules of a word of the ROM, and of a beat. */
  private final int wordGranules;
  private final int beatGranules;

  final Stream<UInt> stream;

  RomSource(PackedStream rom, Stream.Shape<UInt> shape) {
    super("RomSource");
    this.rom = rom;
    this.wordGranules = rom.columns() * PackedStream.COLUMN / PackedStream.GRANULE;
    this.beatGranules = 8 * rom.beatBytes() / PackedStream.GRANULE;
    this.stream = out("stream", shape);
  }

  @Override
  protected void build() {
    int room = 2 * wordGranules;
    UInt buffer = reg("held", UInt.bits(room * PackedStream.GRANULE), 0);
    UInt level = reg("level", UInt.upTo(room), 0);
    Bool inRun = reg("in_run", Bool.bool(), 0);
    Bool inGap = reg("in_gap", Bool.bool(), 0);
    UInt left = reg("granules_left", UInt.bits(rom.granuleBits()), 0);

    int control = rom.controlGranules();
    int most = Math.max(beatGranules, control);
    UInt part = name("part", left.gt(beatGranules).mux(UInt.lit(beatGranules), left).narrow(0, beatGranules));
    UInt wanted = name("wanted", inRun.or(inGap).mux(part, UInt.lit(control)).narrow(0, most));
    Bool enough = name("enough", level.ge(wanted));
    Bool step = name("step", enough.and(inRun.not().or(stream.ready())));
    stream.valid().set(inRun.and(enough));
    give(buffer, part);

    UInt taken = name("taken", step.mux(wanted, UInt.lit(0)));
    UInt rest = name("rest", level.subtractModulo(taken, level.width()));
    Bool there = reg("word_there", Bool.bool(), 0);
    Bool refill = name("refill", there.and(rest.le(wordGranules)));
    UInt word = word(there.not().or(refill), there);
    UInt shifted = name("shifted", buffer.shr(taken.shl(2)));
    UInt place = name("place", rest.gt(wordGranules).mux(UInt.lit(0), rest).narrow(0, wordGranules));
    UInt added = name("added", word.shl(place.shl(2)).truncate(buffer.width()));
    buffer.set(refill.mux(shifted.or(added), shifted).truncate(buffer.width()));
    level.set(refill.mux(rest.add(wordGranules), rest).truncate(level.width()).narrow(0, room));
    run(buffer, step, inRun, inGap, left, part);
  }

  /** The word of the ROM that was read last. */
  private UInt word(Bool read, Bool there) {
    UInt address = reg("address", Bits.address(rom.depth()), 0);
    when(read, () -> {
      there.set(Bool.lit(true));
      address.set(address.eq(rom.depth() - 1).mux(UInt.lit(0), Bits.fit(address.add(1), address)));
    });
    UInt word = null;
    for (int i = 0; i < rom.columns(); i++) {
      long[] contents = rom.words().get(i).length > 1 ? rom.words().get(i) : new long[] {rom.words().get(i)[0], 0};
      Mem<UInt> column = rom("column_" + i, UInt.bits(PackedStream.COLUMN), contents);
      UInt stored = name("stored_" + i, column.anyAddress().readSync(address, read));
      word = word == null ? stored : stored.concat(word);
    }
    return word;
  }

  /** The granules of the beat that are there, zeros behind them. */
  private void give(UInt buffer, UInt part) {
    List<UInt> granules = new ArrayList<>();
    for (int i = 0; i < beatGranules; i++) {
      UInt stored = buffer.slice((i + 1) * PackedStream.GRANULE - 1, i * PackedStream.GRANULE);
      granules.add(part.gt(i).mux(stored, UInt.lit(0)));
    }
    int perElement = beatGranules / stream.payload().size();
    for (int e = 0; e < stream.payload().size(); e++) {
      UInt element = granules.get(e * perElement);
      for (int i = 1; i < perElement; i++) {
        element = granules.get(e * perElement + i).concat(element);
      }
      stream.payload().get(e).set(element);
    }
  }

  private void run(UInt buffer, Bool step, Bool inRun, Bool inGap, UInt left, UInt part) {
    int beatsAt = rom.countBits();
    int granulesAt = beatsAt + rom.beatBits();
    UInt count = name("count", buffer.slice(beatsAt - 1, 0));
    UInt beats = name("beats", buffer.slice(granulesAt - 1, beatsAt));
    UInt granules = name("granules", buffer.slice(granulesAt + rom.granuleBits() - 1, granulesAt));
    Bool begins = name("begins", step.and(inRun.not()).and(inGap.not()));
    UInt wordsLeft = reg("words_left", count.type());
    UInt beatsLeft = reg("beats_left", beats.type());
    UInt wordBeats = next(begins, "word_beats", beats);
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
      beatsLeft.set(beats);
      left.set(granules);
    });
  }
}
