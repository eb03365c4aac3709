package vit2rtl.sim;

import com.sun.jna.Pointer;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.model.JobMemory;
import vit2rtl.sim.model.Model;
import vit2rtl.sim.model.NativeJob;
import vit2rtl.sim.model.PortValues;
import vit2rtl.sim.model.Timeline;

/** Batched runs of a model: hands jobs over, and raises what went wrong in them. */
final class StreamRun {
  private final RtlDesign design;
  private final Model model;
  private final Timeline timeline;
  private final PortValues ports;
  private final FailureRerun rerun;
  private final long function;
  private final JobMemory memory = new JobMemory();

  StreamRun(RtlDesign design, Model model, Timeline timeline, PortValues ports, FailureRerun rerun) {
    this.design = design;
    this.model = model;
    this.timeline = timeline;
    this.ports = ports;
    this.rerun = rerun;
    this.function = model.address("vit_stream");
  }

  StreamResult run(StreamJob job) {
    long most = timeline.requireStreaming(job.maxCycles());
    NativeJob nativeJob = new NativeJob(design, job, most, ports.block().ports().size(), memory);
    long before = timeline.cycles();
    int status = model.call(function, Pointer.nativeValue(nativeJob.pointer()));
    timeline.streamed(nativeJob.cycles());
    if (status == 1) {
      model.finish(1, timeline.cycles());
    }
    if (nativeJob.violation() != null) {
      throw rerun.explained(new SimulationException(nativeJob.violation()), before + nativeJob.violationCycle());
    }
    if (status == 2 && (job.ending() == StreamJob.Ending.FAILS || most < job.maxCycles())) {
      throw most < job.maxCycles() ? timeline.limitReached() : new SimulationException(design.topName()
          + ": the sinks did not get all their rows within " + job.maxCycles() + " cycles", nativeJob.delivered());
    }
    return nativeJob.result(ports.block());
  }
}
