package vit2rtl.accelerator.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.cycles.BusyInterval;
import vit2rtl.accelerator.cycles.Cause;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.golden.vit.VitShape;

/**
 * What an accelerator will do with a model, by the cycle model alone.
 *
 * @param config         the accelerator
 * @param jobs           jobs per image
 * @param firstImage     cycles of a single image, from the first beat to the last logit
 * @param cyclesPerImage cycles that each further image takes, images being back to back
 * @param products       multiply-accumulates of an image that the multipliers do: all but attention·V
 * @param streamBytes    bytes of constants per image
 * @param layers         the matrix products, in the order of the engine
 * @param memoryBits     bits of memory by kind
 */
public record NetworkPlan(AcceleratorConfig config, int jobs, long firstImage, long cyclesPerImage, long products,
    long streamBytes, List<LayerWork> layers, Map<String, Long> memoryBits) {
  private static final int IMAGES = 3;

  public static NetworkPlan of(Program program) {
    long first = new CycleModel(program).run(1);
    CycleModel several = new CycleModel(program);
    long perImage = Math.round((several.run(IMAGES) - first) / (IMAGES - 1.0));
    return new NetworkPlan(program.config(), program.jobs().size(), first, perImage,
        productsOf(program.config().shape()), program.stream().length,
        LayerWork.of(program, several.intervals(), several.engineWaits()), MemorySizes.of(program.config()));
  }

  /** Multiply-accumulates of an image that the multipliers do: every linear layer and Q·Kᵀ. */
  public static long productsOf(VitShape shape) {
    long tokens = shape.tokens();
    long width = shape.width();
    long block = tokens * width * (4 * width + 2L * shape.mlp()) + tokens * tokens * width;
    return shape.patches() * shape.patchInputs() * width + shape.depth() * block
        + shape.leadingTokens() * width * shape.classes();
  }

  /** What the engine waits for anywhere, in the order of {@link Cause}. */
  public List<Cause> causes() {
    return Stream.of(Cause.values())
        .filter(cause -> layers.stream().anyMatch(layer -> layer.waits().containsKey(cause))).toList();
  }

  /** Busy intervals of every part, for so many images back to back. */
  public static List<BusyInterval> intervals(Program program, int images) {
    CycleModel model = new CycleModel(program);
    model.run(images);
    return model.intervals();
  }

  /** Percent of the multipliers' cycles that make a product of the network, images being back to back. */
  public double multiplierUse() {
    return use(products, cyclesPerImage, config.multipliers());
  }

  /** The same for other cycles; 0 where none were run. */
  public static double use(long products, double cycles, int multipliers) {
    return cycles == 0 ? 0 : 100.0 * products / (cycles * multipliers);
  }

  public double imagesPerSecond(double megahertz) {
    return megahertz * 1e6 / cyclesPerImage;
  }

  /** Bytes of constants per cycle, on average. */
  public double bytesPerCycle() {
    return (double) streamBytes / cyclesPerImage;
  }

  public long totalMemoryBits() {
    return memoryBits.values().stream().mapToLong(n -> n).sum();
  }
}
