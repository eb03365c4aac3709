package vit2rtl.accelerator.cycles;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.Units;
import vit2rtl.accelerator.job.DrainMode;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.rtl.Latencies;

/** How long jobs take whose parts nobody holds up: cycles from taking a job to its end. */
final class JobTimes {
  /** From taking a job to the first beat of what it reads. */
  private static final int FIRST_READ = 2;

  private final AcceleratorConfig config;
  private final Layout layout;
  private final Units units;

  JobTimes(AcceleratorConfig config) {
    this.config = config;
    this.layout = new Layout(config);
    this.units = new Units(config);
  }

  /** Cycles from taking it to the cycle in which it is done. */
  long norm(Job job) {
    return FIRST_READ + units.ptf().map(ptf -> ptf.latency() + (config.isFar() ? 1 : 0)).orElse(0) + units.norm().latency()
        + units.norm().outCycles((int) job.field("rows")).max() - 1;
  }

  long attention(Job job) {
    return FIRST_READ + units.softmax().latency() + Latencies.context(config, job.field("rows"));
  }

  /** Cycles from taking a job of the drain to its last write. */
  long drain(Job job) {
    DrainMode mode = DrainMode.values()[(int) job.field("mode")];
    return Latencies.drainIssues(config, mode, job.field("rows") * job.field("groups")) + drainLatency(job);
  }

  /** From an issue in the drain to its write. */
  int drainLatency(Job job) {
    return Latencies.drain(config, DrainMode.values()[(int) job.field("mode")]);
  }

  /** From the end of a job of the drain to the beginning of its next. */
  int drainRest() {
    return Latencies.drainRest(config);
  }

  long logits() {
    return FIRST_READ + config.shape().classes() - 1;
  }

  long pixels() {
    return (long) config.shape().channels() * config.shape().imageSize() * config.shape().imageSize();
  }

  /** From the issue of a row in the engine to its sum being written: activations, products, a tree. */
  int engineLatency() {
    return Latencies.engine(config);
  }
}
