package vit2rtl.accelerator.supply;

import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * Where in the words the steps of a {@link UnpackPlan} are: each begins where the one before ended. A step's place is the
 * granule in its first word, whether it needs a second word, and whether it ends the first.
 */
@Summary("Where in the words of packed constants each step begins and ends.")
final class UnpackPlaces extends Component {
  private final PackedStream format;
  private final int wordGranules;

  final Stream<UInt> steps;
  /** A step, above it the granule at which it begins, whether it ends the word, whether it needs the next. */
  final Stream<UInt> places;

  UnpackPlaces(PackedStream format, int wordGranules, Stream.Shape<UInt> steps) {
    super("ConstantPlaces");
    this.format = format;
    this.wordGranules = wordGranules;
    this.steps = in("steps", steps);
    int bits = this.steps.payload().get(0).width() + atBits(wordGranules) + 2;
    this.places = out("places", Stream.of(UInt.bits(bits), 1).withoutLast());
  }

  /** Bits of a granule's number in a word. */
  static int atBits(int wordGranules) {
    return UInt.upTo(wordGranules - 1).width();
  }

  @Override
  protected void build() {
    UInt step = steps.payload().get(0);
    UInt granules = step.slice(step.width() - 1, UnpackPlan.KIND_BITS);
    UInt at = reg("at", UInt.upTo(wordGranules - 1), 0);
    UInt end = name("reaches", at.add(granules.narrow(0, format.mostGranules())));
    Bool crosses = name("crosses", end.ge(wordGranules));
    Bool second = name("needs_second", end.gt(wordGranules));
    UInt passed = name("passed", crosses.mux(end.subtractModulo(UInt.lit(wordGranules), at.width()), end)
        .truncate(at.width()).narrow(0, wordGranules - 1));
    when(steps.fire(), () -> at.set(passed));
    places.valid().set(steps.valid());
    steps.ready().set(places.ready());
    places.payload().get(0).set(second.asUInt().concat(crosses.asUInt()).concat(at).concat(step));
  }
}
