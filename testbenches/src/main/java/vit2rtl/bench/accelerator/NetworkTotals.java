package vit2rtl.bench.accelerator;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What all runs of a network together showed.
 *
 * @param images     images, each counted once
 * @param tensors    tensors of an image
 * @param elements   elements compared, in all runs
 * @param mismatches those that differ
 * @param cycles     cycles of the runs without stalls
 * @param predicted  what the cycle model says of them
 * @param simulated  cycles of all runs
 * @param seconds    how long their simulation took
 * @param first      the first difference in the order of the network, its image counted over all runs
 * @param waves      file with the waves of the last cycles before it
 * @param replay     file that repeats the run with it
 * @param standstill of a run that did not come to its end
 * @param tallies    of every tensor that was compared, in the order of the network, in all runs
 * @param logits     what the hardware gave without stalls, per image
 */
public record NetworkTotals(int images, int tensors, long elements, long mismatches, long cycles, long predicted,
    long simulated, double seconds, Optional<Difference> first, Optional<Path> waves, Optional<Path> replay,
    Optional<Standstill> standstill, Map<String, TensorTally> tallies, List<int[]> logits) {
  static final NetworkTotals NONE = new NetworkTotals(0, 0, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(),
      Optional.empty(), Optional.empty(), Map.of(), List.of());

  /** With a run that had a prediction where nothing stalled. */
  NetworkTotals plus(AcceleratorBench.Outcome run, Optional<Long> expected, double took, int firstImage) {
    boolean free = expected.isPresent();
    Map<String, TensorTally> all = new LinkedHashMap<>(tallies);
    run.tallies().forEach((name, tally) -> all.merge(name, tally, TensorTally::plus));
    return new NetworkTotals(images + (free ? run.images() : 0), run.tensors(), elements + run.elements(),
        mismatches + run.mismatches(), cycles + (free ? run.cycles() : 0), predicted + expected.orElse(0L),
        simulated + run.cycles(), seconds + took, run.first().map(d -> d.ofImage(firstImage + d.image())), waves,
        replay, standstill, all, free ? Stream.concat(logits.stream(), run.logits().stream()).toList() : logits);
  }

  NetworkTotals with(Optional<Path> itsWaves, Optional<Path> itsReplay) {
    return new NetworkTotals(images, tensors, elements, mismatches, cycles, predicted, simulated, seconds, first,
        itsWaves, itsReplay, standstill, tallies, logits);
  }

  /** With a run that did not come to its end. */
  NetworkTotals plus(Standstill stands, Optional<Path> itsWaves, Optional<Path> itsReplay) {
    return new NetworkTotals(images, tensors, elements, mismatches, cycles, predicted, simulated, seconds, first,
        itsWaves, itsReplay, Optional.of(stands), tallies, logits);
  }

  /** Whether a run had a difference or no end. */
  boolean failed() {
    return first.isPresent() || standstill.isPresent();
  }

  /** Whether everything came, is equal, and as fast as predicted. */
  public boolean passed() {
    return !failed() && mismatches == 0 && cycles == predicted;
  }

  public double cyclesPerImage() {
    return images == 0 ? 0 : (double) cycles / images;
  }

  public double predictedPerImage() {
    return images == 0 ? 0 : (double) predicted / images;
  }

  public double cyclesPerSecond() {
    return simulated == 0 ? 0 : simulated / seconds;
  }
}
