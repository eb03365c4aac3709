package vit2rtl.golden.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.PtfAdd;
import vit2rtl.golden.ops.PtfEmbedding;
import vit2rtl.golden.ops.PtfJoin;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.quant.Observer;
import vit2rtl.golden.quant.PtfGrid;
import vit2rtl.golden.vit.VitShape;

/**
 * The recipe {@code fqvit}: the paper's placement of quantisers, as its public reference has it, every requantisation
 * and GELU in integers. uint8 codes with one scale per tensor; PTF codes with K = 3 as the residual stream.
 */
final class FqVitRecipe {
  private static final IntRange UINT8 = IntRange.unsigned(8);
  private static final int REFERENCE_K = 3;
  /** The reference leaves GELU's input in floats; 12 bits stay closest to it. */
  private static final IntRange GELU_INPUT = IntRange.unsigned(12);

  private final FloatLayers layers;
  private final VitShape shape;
  private final Calibration calibration;
  private final QuantizeOptions options;
  private final Method method;
  private final Grids grids = new Grids();

  FqVitRecipe(FloatLayers layers, Calibration calibration, QuantizeOptions options) {
    this.layers = layers;
    this.shape = layers.shape();
    this.calibration = calibration;
    this.options = options;
    this.method = options.method().orElse(Method.MINMAX);
  }

  QuantizedVit compile() {
    Grid pixels = grids.put("patches", new Grid(UINT8, 1, 0));
    LinearCompiler.Compiled patch = layers.patch().compile(pixels, layers.middlePixels());
    grids.put("patch_embed.acc", patch.scale());
    PtfGrid stream = stream("embed");
    PtfEmbedding embedding = embedding(patch.scale(), stream);
    List<BlockParams> blocks = new ArrayList<>();
    for (int i = 0; i < shape.depth(); i++) {
      PtfGrid middle = stream("blocks." + i + ".attn.out");
      PtfGrid end = stream("blocks." + i + ".out");
      blocks.add(block("blocks." + i + ".", stream, middle, end));
      stream = end;
    }
    Grid normed = grid("norm");
    NormParams norm = Norms.onCodes(layers, "norm", stream, normed);
    Grid logits = grid("logits");
    List<LinearParams> heads = new ArrayList<>();
    List<Requantizer> codes = new ArrayList<>();
    for (String name : List.of("head", "head_dist").subList(0, shape.leadingTokens())) {
      LinearCompiler.Compiled head = linear(layers.linear(name, shape.width()), normed);
      heads.add(head.params());
      // The codes of two heads are added: the second brings no zero point.
      double[] ratio = Ratios.divide(head.scale(), shape.leadingTokens() * logits.scale());
      codes.add(heads.size() == 1 ? Ratios.requantizer(ratio, logits.zeroPoint(), UINT8)
          : Ratios.requantizer(ratio, 0, new IntRange(-UINT8.max(), UINT8.max())));
    }
    return new QuantizedVit(shape, layers.checkpoint().classes(), options.describe(calibration), patch.params(),
        embedding, blocks, norm, heads, codes, grids.all());
  }

  private PtfEmbedding embedding(double[] accumulator, PtfGrid stream) {
    Grid patches = grids.put("patch_embed", Grid.asymmetric(UINT8, interval("patch_embed")));
    double[] leading = layers.leading();
    Grid tokens = Grid.asymmetric(UINT8, interval("patch_embed").union(interval(leading)));
    double[] pos = layers.values("pos_embed");
    Grid positions = Grid.asymmetric(UINT8, interval(pos));
    PtfGrid flat = new PtfGrid(CodeFormat.UINT8, tokens.scale(), tokens.zeroPoint(), new int[shape.width()]);
    return new PtfEmbedding(to(patches, accumulator), to(tokens, new double[] {patches.scale()}),
        codes(tokens, leading), codes(positions, pos), add(flat, positions, stream));
  }

  private static int[] codes(Grid grid, double[] values) {
    int[] codes = new int[values.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = grid.code(values[i]);
    }
    return codes;
  }

  private BlockParams block(String name, PtfGrid stream, PtfGrid middle, PtfGrid end) {
    Grid normed1 = grid(name + "norm1");
    LinearCompiler.Compiled qkv = linear(layers.qkv(name + "attn.qkv"), normed1);
    Grid codes = grid(name + "attn.qkv");
    Grid context = grid(name + "attn.context");
    LinearCompiler.Compiled proj = linear(layers.linear(name + "attn.proj", shape.width()), context);
    Grid projected = grid(name + "attn.proj");
    Grid normed2 = grid(name + "norm2");
    LinearCompiler.Compiled fc1 = linear(layers.linear(name + "mlp.fc1", shape.width()), normed2);
    Grid hidden = grids.put(name + "mlp.fc1",
        Grid.asymmetric(GELU_INPUT, calibration.tensor(name + "mlp.fc1").interval(Method.MINMAX, GELU_INPUT)));
    Grid active = grid(name + "mlp.gelu");
    LinearCompiler.Compiled fc2 = linear(layers.linear(name + "mlp.fc2", shape.mlp()), active);
    Grid out = grid(name + "mlp.fc2");
    return new BlockParams(
        Norms.onCodes(layers, name + "norm1", stream, normed1), qkv.params(), to(codes, qkv.scale()),
        attention(name, codes, context), proj.params(),
        new PtfJoin(to(projected, proj.scale()), add(stream, projected, middle)),
        Norms.onCodes(layers, name + "norm2", middle, normed2), fc1.params(), to(hidden, fc1.scale()),
        GeluCompiler.table(hidden, active, new int[shape.mlp()]), fc2.params(),
        new PtfJoin(to(out, fc2.scale()), add(middle, out, end)));
  }

  private AttentionParams attention(String name, Grid codes, Grid context) {
    Grid scores = grids.put(name + "attn.scores", Grids.scores(UINT8, interval(name + "attn.scores")));
    AttentionWeights weights = new AttentionCoder(options).weights(scores.scale(), interval(name + "attn.softmax").max());
    double[] toScores = new double[shape.heads()];
    Arrays.fill(toScores, codes.scale() * codes.scale() / Math.sqrt(shape.headWidth()) / scores.scale());
    double[] toContext = new double[shape.width()];
    Arrays.fill(toContext, codes.scale() * AttentionCoder.step(weights) / context.scale());
    return new AttentionParams(shape.heads(), shape.headWidth(), UINT8, codes.zeroPoint(),
        Ratios.requantizer(toScores, scores.zeroPoint(), UINT8), weights,
        Ratios.requantizer(toContext, context.zeroPoint(), UINT8));
  }

  private LinearCompiler.Compiled linear(LinearCompiler layer, Grid input) {
    LinearCompiler.Compiled compiled = layer.compile(input, new double[layer.inputs()]);
    grids.put(layer.name() + ".acc", compiled.scale());
    return compiled;
  }

  private static Requantizer to(Grid grid, double[] accumulator) {
    return Ratios.requantizer(Ratios.divide(accumulator, grid.scale()), grid.zeroPoint(), grid.codes());
  }

  private Interval interval(String name) {
    return calibration.tensor(name).interval(method, UINT8);
  }

  /** Interval of constants. */
  private Interval interval(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    Observer observer = method.observer(UINT8);
    observer.observe(floats);
    return observer.interval();
  }

  private Grid grid(String name) {
    return grids.put(name, Grid.asymmetric(UINT8, interval(name)));
  }

  private PtfGrid stream(String name) {
    if (options.ptf() == Ptf.ON) {
      return grids.put(name, calibration.stream(name).fit(CodeFormat.UINT8, REFERENCE_K));
    }
    Grid grid = Grid.asymmetric(UINT8, interval(name));
    return grids.put(name, new PtfGrid(CodeFormat.UINT8, grid.scale(), grid.zeroPoint(), new int[shape.width()]));
  }

  private static PtfAdd add(PtfGrid a, Grid b, PtfGrid result) {
    double forA = a.scale() / result.scale();
    double forB = b.scale() / result.scale();
    int shift = Math.max(0, Math.min(PtfAdd.MAX_SHIFT, 15 - Math.getExponent(Math.max(forA, forB))));
    if (Math.round(Math.scalb(Math.max(forA, forB), shift)) > PtfAdd.MAX_FACTOR && shift > 0) {
      shift--;
    }
    return new PtfAdd(new PtfAdd.Operand(a.zeroPoint(), a.alpha()), factor(forA, shift), b.zeroPoint(),
        factor(forB, shift), shift, result.alpha(), result.zeroPoint(), result.format());
  }

  private static int factor(double ratio, int shift) {
    return (int) Math.min(PtfAdd.MAX_FACTOR, Math.round(Math.scalb(ratio, shift)));
  }
}
