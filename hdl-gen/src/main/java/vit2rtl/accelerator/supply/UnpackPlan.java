package vit2rtl.accelerator.supply;

import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * What is to be taken out of a {@link PackedStream}, step by step: a description, then the beats of its run or what its
 * gap skips, then the next description. After a description no more is said until its content is back on
 * {@code described}. What a step takes depends on registers alone.
 */
@Summary("Says step by step what is taken out of packed constants: descriptions, parts of words, gaps.")
final class UnpackPlan extends Component {
  /** What a step takes. */
  enum Kind { DESCRIPTION, BEAT, GAP }

  static final int KIND_BITS = 2;

  private enum Phase { DESCRIBE, WAIT, RUN, GAP }

  private final PackedStream format;
  private final int beatGranules;

  final Bool described = in("described", Bool.bool());
  final UInt description;
  /** Granules above the kind. */
  final Stream<UInt> steps;

  UnpackPlan(PackedStream format) {
    super("ConstantPlan");
    this.format = format;
    this.beatGranules = format.beatGranules();
    this.description = in("description", UInt.bits(format.countBits() + format.beatBits() + format.granuleBits()));
    this.steps = out("steps", Stream.of(UInt.bits(KIND_BITS + stepBits(format)), 1).withoutLast());
  }

  /** Bits of a step's granules. */
  static int stepBits(PackedStream format) {
    return UInt.upTo(format.mostGranules()).width();
  }

  @Override
  protected void build() {
    int beatsAt = format.countBits();
    int granulesAt = beatsAt + format.beatBits();
    UInt phase = reg("phase", UInt.bits(2), Phase.DESCRIBE.ordinal());
    Bool inRun = name("in_run", phase.eq(Phase.RUN.ordinal()));
    Bool inGap = name("in_gap", phase.eq(Phase.GAP.ordinal()));
    Bool describing = name("describing", phase.eq(Phase.DESCRIBE.ordinal()));
    UInt count = description.slice(beatsAt - 1, 0);
    UInt wordBeats = next(described, "word_beats", description.slice(granulesAt - 1, beatsAt));
    UInt wordGranules = next(described, "word_granules", description.slice(description.width() - 1, granulesAt));
    UInt left = reg("granules_left", wordGranules.type());
    UInt beatsLeft = reg("beats_left", wordBeats.type());
    UInt wordsLeft = reg("words_left", count.type());

    Bool fills = name("fills", left.gt(beatGranules));
    UInt part = name("part", fills.mux(UInt.lit(beatGranules), left).truncate(stepBits(format)));
    steps.valid().set(phase.ne(Phase.WAIT.ordinal()));
    UInt granules = describing.mux(UInt.lit(format.controlGranules()), part).truncate(stepBits(format));
    UInt kind = describing.mux(UInt.lit(Kind.DESCRIPTION.ordinal()),
        inRun.mux(UInt.lit(Kind.BEAT.ordinal()), UInt.lit(Kind.GAP.ordinal()))).truncate(KIND_BITS);
    steps.payload().get(0).set(granules.concat(kind));

    Bool wordEnds = name("word_ends", beatsLeft.eq(1));
    when(steps.ready(), () -> {
      when(describing, () -> phase.set(UInt.lit(Phase.WAIT.ordinal())));
      when(inRun.or(inGap), () -> {
        left.set(fills.mux(left.subtractModulo(UInt.lit(beatGranules), left.width()), UInt.lit(0)));
        beatsLeft.set(beatsLeft.sub(1).modulo(beatsLeft.width()));
      });
      when(inRun.and(wordEnds), () -> {
        left.set(wordGranules);
        beatsLeft.set(wordBeats);
        wordsLeft.set(wordsLeft.sub(1).modulo(wordsLeft.width()));
      });
      when(inRun.and(wordEnds).and(wordsLeft.eq(1)).or(inGap.and(fills.not())),
          () -> phase.set(UInt.lit(Phase.DESCRIBE.ordinal())));
    });
    when(described, () -> {
      UInt skipped = description.slice(description.width() - 1, granulesAt);
      left.set(skipped);
      beatsLeft.set(description.slice(granulesAt - 1, beatsAt));
      wordsLeft.set(count);
      phase.set(count.ne(0).mux(UInt.lit(Phase.RUN.ordinal()),
          skipped.ne(0).mux(UInt.lit(Phase.GAP.ordinal()), UInt.lit(Phase.DESCRIBE.ordinal()))).truncate(2));
    });
  }
}
