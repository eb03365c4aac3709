package vit2rtl.golden.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.FloatNetwork;

/**
 * The observer of activations by what it costs: the recipe's own choice and each of the four are compiled from one
 * calibration and run on images that did not calibrate; the one whose logits err least (NSR) is taken, of equal ones the
 * first. Labels are not looked at.
 *
 * @param method    observer, none for the recipe's choice per operator
 * @param model     the model that it gives
 * @param agreement percent of the images for which the float network names the same class
 * @param nsr       energy of the logits' error as a share of the logits' energy, means taken out
 */
public record MethodChoice(Optional<Method> method, QuantizedModel model, double agreement, double nsr) {

  /** Tries all of them. {@code progress} hears how many passes over an image are done, of {@link #passes} for each. */
  public static List<MethodChoice> all(Checkpoint checkpoint, Calibration seen, QuantizeOptions options, Images heldOut,
      IntConsumer progress) {
    List<float[]> exact = new ArrayList<>();
    FloatNetwork floats = checkpoint.network();
    IntStream.range(0, heldOut.size()).parallel().mapToObj(i -> floats.logits(heldOut.image(i)).clone())
        .forEachOrdered(exact::add);
    progress.accept(heldOut.size());
    List<MethodChoice> tried = new ArrayList<>();
    for (QuantizeOptions candidate : candidates(options)) {
      QuantizedModel model = Quantizer.compile(checkpoint, seen, candidate);
      IntegerNetwork network = model.network();
      double scale = model.grids().get("logits").scale()[0];
      List<Logits> logits = IntStream.range(0, heldOut.size()).parallel()
          .mapToObj(i -> Logits.of(exact.get(i), network.logits(heldOut.image(i)), scale)).toList();
      tried.add(new MethodChoice(candidate.method(), model, Logits.agreement(logits), Logits.nsr(logits)));
      progress.accept((tried.size() + 1) * heldOut.size());
    }
    return tried;
  }

  /** How often every held-out image is run. */
  public static int passes(QuantizeOptions options) {
    return 1 + candidates(options).size();
  }

  private static List<QuantizeOptions> candidates(QuantizeOptions options) {
    return Stream.concat(Stream.of(options), Stream.of(Method.values()).map(options::withMethod)).distinct().toList();
  }

  /** The one that errs least. */
  public static MethodChoice best(List<MethodChoice> tried) {
    return tried.stream().min(Comparator.comparingDouble(MethodChoice::nsr)).orElseThrow();
  }

  /** Its name, as --method has it. */
  public String name() {
    return method.map(m -> m.name().toLowerCase(Locale.ROOT)).orElse("per operator");
  }
}
