package vit2rtl.bench.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.RtlDesign;
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
   * @param elements   elements compared
   * @param mismatches those that differ
   * @param first      the first difference in the order of the network
   */
  public record Outcome(int images, long cycles, long elements, long mismatches, Optional<Difference> first) {}

  /** Images back to back through a running model. */
  public Outcome run(Simulation simulation, QuantizedVit model, List<Image> images, Stalls stalls) {
    Program program = ProgramBuilder.build(config, model);
    Comparison comparison = new Comparison(program);
    List<StreamSource> sources = List.of(constants(program, images.size(), stalls.constants()),
        new StreamSource("pixels", pixels(images), pixelCount(), stalls.pixels()));
    List<StreamSink> sinks = new ArrayList<>();
    sinks.add(new StreamSink("logits", images.size(), config.shape().classes(), stalls.logits()));
    sinks.addAll(comparison.sinks(images.size()));
    StreamResult run = simulation.stream(new StreamJob(sources, sinks));
    IntegerVit golden = new IntegerVit(model);
    List<GoldenTensors> tensors = images.stream().map(image -> new GoldenTensors(golden, image)).toList();
    Comparison.Result inside = comparison.compare(run, tensors);
    TapReader logits = new TapReader(run.received().get(0));
    for (int i = 0; i < images.size(); i++) {
      for (int c = 0; c < config.shape().classes(); c++) {
        logits.expect(i, "logits", tensors.get(i), "logits", 0, new int[] {c}, 0);
      }
    }
    Optional<Difference> first = inside.first().isPresent() && logits.first().isPresent()
        && logits.first().get().compareTo(inside.first().get()) < 0 || inside.first().isEmpty()
        ? logits.first() : inside.first();
    return new Outcome(images.size(), run.cycles(), inside.elements() + logits.elements(),
        inside.mismatches() + logits.mismatches(), first);
  }

  private StreamSource constants(Program program, int images, StallPattern stalls) {
    int size = Accelerator.elementBytes(config);
    int[] image = elements(program.stream(), size);
    int[] data = new int[images * image.length];
    for (int i = 0; i < images; i++) {
      System.arraycopy(image, 0, data, i * image.length, image.length);
    }
    return new StreamSource("constants", data, config.inner() / size, stalls);
  }

  private static int[] elements(byte[] bytes, int size) {
    int[] elements = new int[bytes.length / size];
    for (int i = 0; i < elements.length; i++) {
      for (int b = size - 1; b >= 0; b--) {
        elements[i] = elements[i] << 8 | bytes[i * size + b] & 0xFF;
      }
    }
    return elements;
  }

  private int pixelCount() {
    return config.shape().channels() * config.shape().imageSize() * config.shape().imageSize();
  }

  /** Row, column, channel. */
  private int[] pixels(List<Image> images) {
    int side = config.shape().imageSize();
    int[] data = new int[images.size() * pixelCount()];
    int at = 0;
    for (Image image : images) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          for (int c = 0; c < config.shape().channels(); c++) {
            data[at++] = image.at(c, y, x);
          }
        }
      }
    }
    return data;
  }
}
