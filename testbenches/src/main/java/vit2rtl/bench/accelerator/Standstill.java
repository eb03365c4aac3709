package vit2rtl.bench.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.rtl.Taps;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.sim.dut.SimulationException;

/**
 * A run of a whole network that did not come to its end.
 *
 * @param message what the simulation said
 * @param status  how far the logits are, and which job each part with a tap has not ended, a line each
 */
public record Standstill(String message, List<String> status) {

  static Standstill of(Program program, int images, SimulationException failure) {
    Map<String, Long> delivered = failure.delivered();
    List<String> status = new ArrayList<>();
    if (!delivered.isEmpty()) {
      status.add("logits: " + delivered.get("logits") + " of " + images * program.config().shape().classes());
      Comparison taps = new Comparison(program);
      Map.of(Unit.DRAIN, Taps.SUMS, Unit.NORM, Taps.NORM_OUT, Unit.ATTENTION, Taps.CONTEXT).entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(e -> status.add(e.getKey().name().toLowerCase(Locale.ROOT) + ": "
              + stands(program, images, taps, e.getValue(), delivered.get(e.getValue()))));
    }
    return new Standstill(failure.getMessage(), List.copyOf(status));
  }

  /** The job whose beats did not all come. */
  private static String stands(Program program, int images, Comparison taps, String tap, long delivered) {
    long left = delivered;
    for (int image = 0; image < images; image++) {
      for (int i = 0; i < program.jobs().size(); i++) {
        Job job = program.jobs().get(i);
        int beats = taps.beats(job).getOrDefault(tap, 0);
        if (left < beats) {
          return left + " of " + beats + " beats of job " + i + " (" + job.place() + ") of image " + image;
        }
        left -= beats;
      }
    }
    return "all done";
  }
}
