package vit2rtl.bench.accelerator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobTensors;
import vit2rtl.accelerator.rtl.Taps;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;

/** The taps of a run beside the golden model's tensors: what order the hardware shows them in follows from its jobs. */
final class Comparison {
  private final Program program;
  private final AcceleratorConfig config;

  Comparison(Program program) {
    this.program = program;
    this.config = program.config();
  }

  /** Sinks of every tap for so many images. */
  List<StreamSink> sinks(int images) {
    Map<String, Integer> beats = new LinkedHashMap<>();
    for (String tap : List.of(Taps.SUMS, Taps.CODES, Taps.ACTIVE, Taps.NORM_IN, Taps.NORM_OUT, Taps.ATTENTION,
        Taps.CONTEXT_SUMS, Taps.CONTEXT)) {
      beats.put(tap, 0);
    }
    program.jobs().forEach(job -> beats(job).forEach((tap, count) -> beats.merge(tap, count, Integer::sum)));
    List<StreamSink> sinks = new ArrayList<>();
    beats.forEach((tap, count) -> sinks.add(new StreamSink(tap, count * images, lanes(tap), StallPattern.none())));
    return sinks;
  }

  /** Beats that a job shows on its taps. */
  Map<String, Integer> beats(Job job) {
    if (job.tensors() instanceof JobTensors.Drained drained) {
      int count = drained.rows() * drained.columns().length / config.lanes();
      return Map.of(Taps.SUMS, count, Taps.CODES, count, Taps.ACTIVE, drained.active().isPresent() ? count : 0);
    }
    if (job.tensors() instanceof JobTensors.Normalised norm) {
      int count = norm.rows() * beats(config.shape().width(), config.lanes());
      return Map.of(Taps.NORM_IN, count, Taps.NORM_OUT, count);
    }
    if (job.tensors() instanceof JobTensors.Attended attended) {
      int count = attended.rows() * beats(config.shape().headWidth(), config.lanes());
      return Map.of(Taps.ATTENTION, attended.rows() * beats(config.shape().tokens(), config.softmaxLanes()),
          Taps.CONTEXT_SUMS, count, Taps.CONTEXT, count);
    }
    return Map.of();
  }

  private static int beats(int elements, int lanes) {
    return (elements + lanes - 1) / lanes;
  }

  private int lanes(String tap) {
    return tap.equals(Taps.ATTENTION) ? config.softmaxLanes() : config.lanes();
  }

  /** Everything that the taps of a run showed. */
  Result compare(StreamResult run, List<GoldenTensors> images) {
    Map<String, TapReader> taps = new LinkedHashMap<>();
    run.received().stream().filter(r -> r.stream().startsWith("tap_"))
        .forEach(r -> taps.put(r.stream(), new TapReader(r)));
    for (int image = 0; image < images.size(); image++) {
      for (int i = 0; i < program.jobs().size(); i++) {
        Job job = program.jobs().get(i);
        String label = i + " (" + job.unit().name().toLowerCase(java.util.Locale.ROOT) + " " + job.place() + ")";
        compare(taps, image, label, job, images.get(image));
      }
    }
    long elements = taps.values().stream().mapToLong(TapReader::elements).sum();
    long mismatches = taps.values().stream().mapToLong(TapReader::mismatches).sum();
    return new Result(elements, mismatches,
        taps.values().stream().flatMap(tap -> tap.first().stream()).min(Difference::compareTo),
        taps.values().stream().map(TapReader::expected).toList(),
        taps.values().stream().map(TapReader::open).toList(), tallies(taps));
  }

  /**
   * What a comparison gave.
   *
   * @param expected what every tap should have shown, in the order of {@link #sinks}
   * @param open     elements of every tap that nothing is expected of
   * @param tallies  of every tensor by its name
   */
  record Result(long elements, long mismatches, Optional<Difference> first, List<int[]> expected, List<BitSet> open,
      Map<String, TensorTally> tallies) {}

  private static Map<String, TensorTally> tallies(Map<String, TapReader> taps) {
    Map<String, TensorTally> all = new LinkedHashMap<>();
    taps.values().forEach(tap -> tap.tallies().forEach((name, tally) -> all.merge(name, tally, TensorTally::plus)));
    return all;
  }

  private void compare(Map<String, TapReader> taps, int image, String label, Job job, GoldenTensors golden) {
    if (job.tensors() instanceof JobTensors.Drained drained) {
      for (int row = drained.firstRow(); row < drained.firstRow() + drained.rows(); row++) {
        drained(taps, image, label, golden, drained, row);
      }
    } else if (job.tensors() instanceof JobTensors.Normalised norm) {
      int[] columns = IntStream.range(0, config.shape().width()).toArray();
      for (int row = norm.firstRow(); row < norm.firstRow() + norm.rows(); row++) {
        taps.get(Taps.NORM_IN).expectRow(image, label, golden, norm.name() + ".in", 0, row, columns);
        taps.get(Taps.NORM_OUT).expectRow(image, label, golden, norm.name(), 0, row, columns);
      }
    } else if (job.tensors() instanceof JobTensors.Attended attended) {
      attended(taps, image, label, golden, attended);
    }
  }

  private void drained(Map<String, TapReader> taps, int image, String label, GoldenTensors golden,
      JobTensors.Drained drained, int row) {
    taps.get(Taps.SUMS).expectRow(image, label, golden, drained.sums(), 0, row, drained.columns());
    int offset = drained.sums().equals("patch_embed.acc") ? config.shape().leadingTokens() : 0;
    if (drained.codes().isPresent()) {
      taps.get(Taps.CODES).expectRow(image, label, golden, drained.codes().get(), drained.zero(), row + offset,
          drained.columns());
    } else {
      taps.get(Taps.CODES).skip(drained.columns().length / config.lanes());
    }
    if (drained.active().isPresent()) {
      taps.get(Taps.ACTIVE).expectRow(image, label, golden, drained.active().get(), 0, row, drained.columns());
    }
  }

  private void attended(Map<String, TapReader> taps, int image, String label, GoldenTensors golden,
      JobTensors.Attended attended) {
    int tokens = config.shape().tokens();
    int width = config.shape().headWidth();
    int[] codes = IntStream.range(0, tokens).toArray();
    int[] context = IntStream.range(attended.head() * width, (attended.head() + 1) * width).toArray();
    String attn = attended.block() + "attn.";
    for (int row = attended.firstRow(); row < attended.firstRow() + attended.rows(); row++) {
      taps.get(Taps.ATTENTION).expectRow(image, label, golden, attn + "softmax", 0, attended.head() * tokens + row, codes);
      taps.get(Taps.CONTEXT_SUMS).expectRow(image, label, golden, attn + "context.acc", 0, row, context);
      taps.get(Taps.CONTEXT).expectRow(image, label, golden, attn + "context", 0, row, context);
    }
  }
}
