package vit2rtl.accelerator.cycles;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects the engine's waiting cycles, job by job. */
final class EngineWaits {
  private final List<EngineWait> jobs = new ArrayList<>();
  private final Map<Cause, Long> open = new EnumMap<>(Cause.class);

  /** The very first cycle: nothing has come yet. */
  EngineWaits() {
    add(Cause.STREAM);
  }

  /** A cycle without a row. */
  void add(Cause cause) {
    open.merge(cause, 1L, Long::sum);
  }

  /** A job has issued its last row. */
  void end(int job, int image) {
    jobs.add(new EngineWait(job, image, open));
    open.clear();
  }

  List<EngineWait> jobs() {
    return List.copyOf(jobs);
  }
}
