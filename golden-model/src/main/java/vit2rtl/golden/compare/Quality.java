package vit2rtl.golden.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.RangeReport;
import vit2rtl.golden.network.TensorRange;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.FloatNetwork;

/**
 * What an integer network lost against the float network it was made from, and what looks wrong with either.
 *
 * @param images    how many images were seen
 * @param agreement percent of them for which both name the same class
 * @param nsr       energy of the error of the logits as a share of the energy of the logits, the mean over the classes
 *                  taken out of both; not a number where the float logits have none
 * @param saturated tensors of which codes stand on an end of their range, the greatest share first
 * @param warnings  sentences that name tensors
 */
public record Quality(int images, double agreement, double nsr, List<TensorRange> saturated, List<String> warnings) {
  /** A channel's factor this far beyond the middle one leaves too few codes to the others. */
  private static final double OUTLIER = 1024;
  /** The same where the integer network does lose much. */
  private static final double SUSPECT = 32;
  /** Beyond this error, or below this agreement, the integer network is said to lose much, and where. */
  private static final double MUCH = 0.1;
  private static final double LITTLE = 90;
  /** Codes at the ends of a range are normal where they are few. */
  private static final double MANY = 0.5;

  private static final Pattern NORM = Pattern.compile(".*norm(1|2|_pre)?\\.weight");

  /** Runs both networks on the images; {@code progress} receives how many are done. */
  public static Quality of(Checkpoint checkpoint, IntegerNetwork integers, Images images, IntConsumer progress) {
    Channels channels = new Channels();
    Set<String> overflows = Collections.synchronizedSet(new LinkedHashSet<>());
    FloatNetwork floats = checkpoint.network();
    double scale = integers.model().grids().get("logits").scale()[0];
    AtomicInteger done = new AtomicInteger();
    List<Logits> logits = IntStream.range(0, images.size()).parallel().mapToObj(i -> {
      float[] exact = floats.logits(images.image(i), (name, values, rows, columns) -> {
        channels.seeFloats(name, values, rows, columns);
        for (float value : values) {
          if (!Float.isFinite(value)) {
            overflows.add(name);
            return;
          }
        }
      }).clone();
      int[] codes = integers.logits(images.image(i), channels::seeIntegers);
      progress.accept(done.incrementAndGet());
      return Logits.of(exact, codes, scale);
    }).toList();
    List<String> warnings = new ArrayList<>();
    if (!overflows.isEmpty()) {
      warnings.add("the float network overflows 32-bit floats, first in " + overflows.iterator().next()
          + ": its weights are too large");
    }
    if (logits.stream().allMatch(l -> isConstant(l.exact()))) {
      warnings.add("the float network's logits are the same for every class: the checkpoint tells no classes apart");
    } else if (logits.stream().allMatch(l -> isConstant(l.integer()))) {
      warnings.add("the integer network's logits are the same for every class: everything was rounded away");
    }
    boolean lost = Logits.nsr(logits) > MUCH || Logits.agreement(logits) < LITTLE;
    warnings.addAll(outliers(checkpoint, lost ? SUSPECT : OUTLIER));
    if (lost) {
      Loss.of(floats, integers, images).map(Loss::sentence).ifPresent(warnings::add);
    }
    warnings.addAll(channels.warnings());
    List<TensorRange> saturated = saturated(RangeReport.of(integers, images, image -> { }));
    saturated.stream().filter(tensor -> share(tensor) > MANY).map(Quality::sentence).forEach(warnings::add);
    return new Quality(images.size(), Logits.agreement(logits), Logits.nsr(logits), saturated, warnings);
  }

  private static boolean isConstant(float[] values) {
    return IntStream.range(0, values.length).allMatch(i -> values[i] == values[0]) && values.length > 1;
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]) && values.length > 1;
  }

  /** LayerNorm gains of which one is far beyond the middle one of those that are not zero. */
  private static List<String> outliers(Checkpoint checkpoint, double far) {
    List<String> warnings = new ArrayList<>();
    for (String name : checkpoint.tensors().keySet()) {
      if (!NORM.matcher(name).matches()) {
        continue;
      }
      float[] gain = checkpoint.tensor(name);
      double[] sorted = IntStream.range(0, gain.length).mapToDouble(c -> Math.abs(gain[c])).filter(g -> g > 0).sorted()
          .toArray();
      double greatest = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
      double ratio = sorted.length == 0 ? 1 : greatest / sorted[sorted.length / 2];
      if (ratio > far) {
        int channel = IntStream.range(0, gain.length).filter(c -> Math.abs(gain[c]) == greatest).findFirst().orElseThrow();
        warnings.add(String.format(Locale.ROOT, "%s[%d] is %s, %.0f times the middle channel's: what the other channels"
            + " carry is rounded away behind it", name, channel, gain[channel], ratio));
      }
    }
    return warnings;
  }

  private static List<TensorRange> saturated(RangeReport report) {
    return report.tensors().stream().filter(tensor -> tensor.saturated() > 0 && !tensor.name().contains("softmax"))
        .sorted(Comparator.comparingDouble(tensor -> -share(tensor))).toList();
  }

  /** Of a tensor's codes those that stand on an end. */
  private static double share(TensorRange tensor) {
    return (double) tensor.saturated() / tensor.elements();
  }

  private static String sentence(TensorRange tensor) {
    return String.format(Locale.ROOT, "%.0f %% of %s stand on an end of its range %s", 100 * share(tensor), tensor.name(),
        tensor.given());
  }

  /** One line: how many tensors have codes on an end of their range, and the {@code count} that have most. */
  public String saturation(int count) {
    return saturated.isEmpty() ? "no code stands on an end of its range" : String.format(Locale.ROOT,
        "codes on an end of their range: in %d tensors, most in %s", saturated.size(),
        saturated.stream().limit(count).map(tensor -> String.format(Locale.ROOT, "%s (%.2f %%)", tensor.name(),
            100 * share(tensor))).collect(Collectors.joining(", ")));
  }
}
