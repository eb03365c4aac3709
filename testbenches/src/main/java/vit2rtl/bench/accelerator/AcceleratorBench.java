package vit2rtl.bench.accelerator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamResult;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;

/** The whole network in hardware beside its golden model: images in, every integer tensor compared. */
public final class AcceleratorBench {
  private final AcceleratorConfig config;
  private final RtlDesign design;

  public AcceleratorBench(AcceleratorConfig config) {
    this.config = config.withTaps(AcceleratorConfig.Taps.STREAMS);
    AcceleratorConfig tapped = this.config;
    this.design = Hdl.elaborate(() -> new Accelerator(tapped));
  }

  private AcceleratorBench(AcceleratorConfig config, RtlDesign design) {
    this.config = config;
    this.design = design;
  }

  /** The same bench around another text, to see whether it notices. */
  public AcceleratorBench withDesign(RtlDesign other) {
    return new AcceleratorBench(config, other);
  }

  /** The accelerator, with its taps. */
  public AcceleratorConfig config() {
    return config;
  }

  public RtlDesign design() {
    return design;
  }

  /** When the streams pause. */
  public record Stalls(StallPattern constants, StallPattern pixels, StallPattern logits) {
    public static final Stalls NONE = new Stalls(StallPattern.none(), StallPattern.none(), StallPattern.none());

    public static Stalls random(long seed) {
      return new Stalls(new StallPattern.Random(seed, 20), new StallPattern.Bursts(seed + 1, 300),
          new StallPattern.Random(seed + 2, 50));
    }
  }

  /**
   * What a run gave.
   *
   * @param images     images
   * @param cycles     from the start to the last logit
   * @param tensors    tensors of an image
   * @param elements   elements compared
   * @param mismatches those that differ
   * @param first      the first difference in the order of the network
   * @param expected   what every sink should have received, in the order of the run's
   * @param open       elements of every sink that nothing is expected of
   * @param tallies    of every tensor that was compared, in the order of the network
   * @param logits     what the hardware gave, per image
   */
  public record Outcome(int images, long cycles, int tensors, long elements, long mismatches,
      Optional<Difference> first, List<int[]> expected, List<BitSet> open, Map<String, TensorTally> tallies,
      List<int[]> logits) {}

  /** Images back to back through a running model, which is compared with the golden one. */
  public Outcome run(Simulation simulation, QuantizedVit model, List<Image> images, Stalls stalls) {
    Program program = ProgramBuilder.build(config, model);
    StreamResult result = simulation.stream(job(program, program.stream(), images, stalls));
    IntegerVit golden = new IntegerVit(model);
    return compare(program, result, images.stream().map(image -> new GoldenTensors(golden, image)).toList());
  }

  /**
   * Images back to back with all their tensors.
   *
   * @param stream the program's constant stream
   */
  public StreamJob job(Program program, byte[] stream, List<Image> images, Stalls stalls) {
    NetworkStreams streams = new NetworkStreams(config);
    List<StreamSource> sources = List.of(streams.constants(stream, images.size(), stalls.constants()),
        streams.pixels(images, stalls.pixels()));
    List<StreamSink> sinks = new ArrayList<>();
    sinks.add(new StreamSink("logits", images.size(), config.shape().classes(), stalls.logits()));
    sinks.addAll(new Comparison(program).sinks(images.size()));
    return new StreamJob(sources, sinks);
  }

  /** What a run showed beside the golden tensors of its images. */
  Outcome compare(Program program, StreamResult run, List<GoldenTensors> tensors) {
    Comparison.Result inside = new Comparison(program).compare(run, tensors);
    TapReader logits = new TapReader(run.received().get(0));
    for (int i = 0; i < tensors.size(); i++) {
      for (int c = 0; c < config.shape().classes(); c++) {
        logits.expect(i, "logits", tensors.get(i), "logits", 0, 0, new int[] {c}, 0);
      }
    }
    Optional<Difference> first = Stream.concat(inside.first().stream(), logits.first().stream())
        .min(Difference::compareTo);
    List<int[]> expected = new ArrayList<>(List.of(logits.expected()));
    expected.addAll(inside.expected());
    List<BitSet> open = new ArrayList<>(List.of(logits.open()));
    open.addAll(inside.open());
    return new Outcome(tensors.size(), run.cycles(), tensors.get(0).count(), inside.elements() + logits.elements(),
        inside.mismatches() + logits.mismatches(), first, expected, open,
        inOrder(tensors.get(0), inside.tallies(), logits.tallies()), rows(run.received().get(0).data()));
  }

  private static Map<String, TensorTally> inOrder(GoldenTensors golden, Map<String, TensorTally> inside,
      Map<String, TensorTally> logits) {
    Map<String, TensorTally> all = new LinkedHashMap<>();
    for (String name : golden.names()) {
      Stream.of(inside, logits).filter(part -> part.containsKey(name)).forEach(part -> all.put(name, part.get(name)));
    }
    return all;
  }

  private List<int[]> rows(int[] logits) {
    int classes = config.shape().classes();
    List<int[]> rows = new ArrayList<>();
    for (int from = 0; from < logits.length; from += classes) {
      rows.add(Arrays.copyOfRange(logits, from, from + classes));
    }
    return rows;
  }
}
