package vit2rtl.bench.accelerator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.AcceleratorBench.Stalls;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.icarus.VectorCheck;

/** Images and all their golden tensors as vectors for another simulator, without a run in the first. */
public final class NetworkVectors {
  private NetworkVectors() {}

  /** Every stream of the accelerator with its taps, and what must come out; padding of the taps stays open. */
  public static VectorCheck of(AcceleratorBench bench, QuantizedVit model, List<Image> images, Stalls stalls) {
    Program program = ProgramBuilder.build(bench.config(), model);
    StreamJob job = bench.job(program, program.stream(), images, stalls);
    IntegerVit golden = new IntegerVit(model);
    AcceleratorBench.Outcome wanted = bench.compare(program, blank(job),
        images.stream().map(image -> new GoldenTensors(golden, image)).toList());
    return new VectorCheck(bench.design(), List.of(), job, wanted.expected(), wanted.open());
  }

  /** Pixels and constants in and logits out, of the accelerator as it is shipped, without taps. */
  public static VectorCheck ofLogits(AcceleratorConfig config, QuantizedVit model, List<Image> images, Stalls stalls) {
    AcceleratorConfig shipped = config.withTaps(AcceleratorConfig.Taps.NONE);
    NetworkStreams streams = new NetworkStreams(shipped);
    IntegerVit golden = new IntegerVit(model);
    int[] logits = images.stream().flatMapToInt(image -> Arrays.stream(golden.logits(image))).toArray();
    StreamJob job = new StreamJob(
        List.of(streams.constants(ProgramBuilder.build(shipped, model).stream(), images.size(), stalls.constants()),
            streams.pixels(images, stalls.pixels())),
        List.of(new StreamSink("logits", images.size(), shipped.shape().classes(), stalls.logits())));
    return new VectorCheck(Hdl.elaborate(() -> new Accelerator(shipped)), List.of(), job, List.of(logits));
  }

  /** What a run would have received if everything were 0. */
  private static StreamResult blank(StreamJob job) {
    List<StreamResult.Received> received = new ArrayList<>();
    for (StreamSink sink : job.sinks()) {
      int lanes = sink.stream().equals("logits") ? 1 : sink.rowLength();
      int beats = sink.rowLength() / lanes;
      received.add(new StreamResult.Received(sink.stream(), new int[sink.rows() * sink.rowLength()],
          new int[sink.rows() * beats], beats, lanes));
    }
    return new StreamResult(0, -1, received, null);
  }
}
