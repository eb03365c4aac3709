package vit2rtl.golden.work;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import vit2rtl.golden.InputException;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.Prediction;
import vit2rtl.golden.fleet.WorkResults;
import vit2rtl.golden.network.TensorDigest;

/**
 * What {@link EvalWork} gave.
 *
 * @param evaluations one for each classifier; the time of each is that of all of them together
 * @param digest      of the last one's integer tensors, where it was asked for
 * @param skipped     a sentence for each image that could not be read
 */
public record EvalOutcome(List<Evaluation> evaluations, Optional<String> digest, List<String> skipped) {

  public static EvalOutcome of(WorkResults results) {
    List<EvalUnit> all = results.units().stream().map(EvalUnit::of).toList();
    List<String> skipped = all.stream().map(EvalUnit::skipped).filter(why -> !why.isEmpty()).toList();
    List<EvalUnit> good = all.stream().filter(unit -> unit.skipped().isEmpty()).toList();
    if (good.isEmpty()) {
      throw new InputException("there is no usable image; the first: " + skipped.get(0));
    }
    List<Evaluation> evaluations = IntStream.range(0, good.get(0).best().length)
        .mapToObj(i -> new Evaluation(good.stream().map(unit -> prediction(unit, i)).toList(), results.seconds())).toList();
    return new EvalOutcome(evaluations, digest(good), skipped);
  }

  private static Prediction prediction(EvalUnit unit, int classifier) {
    return new Prediction(unit.name(), unit.label(), Arrays.stream(unit.best()[classifier]).boxed().toList());
  }

  private static Optional<String> digest(List<EvalUnit> units) {
    if (units.get(0).digest().length == 0) {
      return Optional.empty();
    }
    TensorDigest all = new TensorDigest();
    units.forEach(unit -> all.add(unit.digest()));
    return Optional.of(all.hex());
  }
}
