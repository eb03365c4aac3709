package vit2rtl.accelerator.supply;

import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * What {@link Unpacker} does, for a device on which every wire is long: {@link UnpackPlan} says what is taken,
 * {@link UnpackPlaces} where it is, a gate lets a step through when its words are there and its beat has a place in the
 * queue at the end, and then it is cut out and queued, all in cycles of their own. The gate counts the words that have
 * come and the places that are free, so nothing behind it ever waits.
 *
 * <p>A beat per cycle as long as a word holds at least two of them; a description holds up what is behind it for
 * {@value #DESCRIPTION} cycles, for which the queue has beats enough where the stream is not always wanted.
 */
@Summary("Beats of constants out of packed words, their padding put back, in many short steps.")
public final class FarUnpacker extends Component {
  /** Cycles from a description's step through the gate to that of the first step behind it. */
  static final int DESCRIPTION = 5;
  /** Beats that wait for whoever takes them. */
  private static final int QUEUE = 16;

  private final PackedStream format;
  private final int wordGranules;

  public final Stream<UInt> words;
  public final Stream<UInt> beats;

  public FarUnpacker(PackedStream format, Stream.Shape<UInt> words, Stream.Shape<UInt> beats) {
    super("FarConstantUnpacker");
    this.format = format;
    this.words = in("words", words);
    this.beats = out("beats", beats);
    this.wordGranules = PackedWindow.granules(format, this.words.payload().get(0).width());
  }

  /** A step that the gate lets through. */
  private record Step(Bool there, UInt kind, UInt granules, UInt at, Bool ends) {
    Bool is(UnpackPlan.Kind which) {
      return there.and(kind.eq(which.ordinal()));
    }
  }

  @Override
  protected void build() {
    UnpackPlan plan = instance("plan", () -> new UnpackPlan(format));
    UnpackPlaces places = instance("places", () -> new UnpackPlaces(format, wordGranules, plan.steps.shape()));
    StreamStage<UInt> planned = stage("steps", "ConstantSteps", plan.steps);
    planned.output.into(places.steps);
    StreamStage<UInt> placed = stage("placed", "ConstantStepPlaces", places.places);

    Step step = gate(placed.output);
    UInt low = reg("low", words.payload().get(0).type());
    UInt high = reg("high", words.payload().get(0).type());
    Bool lowThere = reg("low_there", Bool.bool(), 0);
    Bool highThere = reg("high_there", Bool.bool(), 0);
    Bool moves = name("moves", lowThere.not().or(step.ends));
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
    check(step.there.not().or(lowThere), "a step comes before its word");
    UInt window = next("window", high.concat(low).shr(step.at.shl(2))
        .truncate(format.mostGranules() * PackedStream.GRANULE));
    plan.described.set(next("described", step.is(UnpackPlan.Kind.DESCRIPTION), 0));
    plan.description.set(window.slice(plan.description.width() - 1, 0));
    give(window, next("window_granules", step.granules), next("window_there", step.is(UnpackPlan.Kind.BEAT), 0));
  }

  private StreamStage<UInt> stage(String name, String module, Stream<UInt> stream) {
    StreamStage<UInt> stage = instance(name,
        () -> new StreamStage<>(module, stream.shape(), StreamStage.Kind.FULL));
    stream.into(stage.input);
    return stage;
  }

  /** Lets a step through when its words are there, or will be in the next cycle, and its beat has a place. */
  private Step gate(Stream<UInt> places) {
    UInt place = places.payload().get(0);
    int granulesAt = UnpackPlan.KIND_BITS;
    int atAt = granulesAt + UnpackPlan.stepBits(format);
    int endsAt = atAt + UnpackPlaces.atBits(wordGranules);
    UInt kind = place.slice(granulesAt - 1, 0);
    Bool crosses = place.bit(endsAt);
    Bool needsSecond = place.bit(endsAt + 1);
    // One bit for each word, as in a thermometer.
    UInt have = reg("words_there", UInt.bits(2), 0);
    UInt free = reg("places_free", UInt.upTo(QUEUE), QUEUE);
    Bool isBeat = name("is_beat", kind.eq(UnpackPlan.Kind.BEAT.ordinal()));
    Bool passes = name("passes", places.valid().and(needsSecond.mux(have.bit(1), have.bit(0)))
        .and(isBeat.not().or(free.gt(0))));
    places.ready().set(passes);

    Bool more = name("word_comes", words.fire());
    Bool fewer = name("word_goes", passes.and(crosses));
    when(more.and(fewer.not()), () -> have.set(have.slice(0, 0).concat(UInt.lit(1))));
    when(fewer.and(more.not()), () -> have.set(have.shr(1).truncate(2)));
    Bool taken = name("place_taken", passes.and(isBeat));
    Bool left = next("place_left", beats.fire(), 0);
    when(taken.and(left.not()), () -> free.set(free.sub(1).saturateUnsigned(QUEUE)));
    when(left.and(taken.not()), () -> free.set(free.add(1).saturate(0, QUEUE)));
    return new Step(next("step_there", passes, 0), next("step_kind", kind),
        next("step_granules", place.slice(atAt - 1, granulesAt)), next("step_at", place.slice(endsAt - 1, atAt)),
        next("step_ends_word", fewer, 0));
  }

  /** The granules of the beat that are there, zeros behind them, into the queue. */
  private void give(UInt window, UInt granules, Bool there) {
    StreamFifo<UInt> queue = instance("queue", () -> new StreamFifo<>("ConstantBeats", beats.shape(), QUEUE));
    PackedWindow.cut(format, window, granules, queue.input.payload());
    queue.input.valid().set(there);
    check(there.not().or(queue.input.ready()), "a beat has no place in the queue");
    queue.output.into(beats);
  }
}
