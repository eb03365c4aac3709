package vit2rtl.accelerator;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.WideAdd;
import vit2rtl.golden.ops.WideEmbedding;
import vit2rtl.golden.softmax.SoftmaxParams;

/** The layers of a model by kind; refuses by name what the accelerator does not compute. */
record ModelLayers(List<LayerNormParams> norms, List<ResidualToPtfParams> ptfs, List<SoftmaxParams> softmaxes,
    List<LinearParams> linears, IntRange scores, int geluBits) {

  static ModelLayers of(QuantizedVit model) {
    if (!(model.embedding() instanceof WideEmbedding)) {
      throw new InputException("the model's residual stream consists of PTF codes (recipe fqvit); the accelerator takes"
          + " a wide stream: quantise with --recipe wide");
    }
    List<LayerNormParams> norms = new ArrayList<>();
    List<ResidualToPtfParams> ptfs = new ArrayList<>();
    List<SoftmaxParams> softmaxes = new ArrayList<>();
    List<LinearParams> linears = new ArrayList<>(List.of(model.patch()));
    IntRange scores = new IntRange(0, 0);
    int geluBits = 1;
    for (int i = 0; i < model.blocks().size(); i++) {
      String name = "blocks." + i + ".";
      BlockParams block = model.blocks().get(i);
      add(name + "norm1", block.norm1(), norms, ptfs);
      add(name + "norm2", block.norm2(), norms, ptfs);
      softmaxes.add(softmax(name, block));
      linears.addAll(List.of(block.qkv(), block.proj(), block.fc1(), block.fc2()));
      scores = scores.union(block.attention().scoreAccumulator());
      geluBits = Math.max(geluBits, tableBits(block.gelu().input()));
      if (!(block.attentionAdd() instanceof WideAdd) || !(block.mlpAdd() instanceof WideAdd)) {
        throw new InputException(name + ": a residual add of PTF codes; the accelerator adds on a wide stream");
      }
    }
    add("norm", model.norm(), norms, ptfs);
    linears.addAll(model.heads());
    linears.forEach(ModelLayers::requireOperands);
    return new ModelLayers(norms, ptfs, softmaxes, linears, scores, geluBits);
  }

  private static void add(String name, NormParams norm, List<LayerNormParams> norms, List<ResidualToPtfParams> ptfs) {
    norms.add(norm.norm());
    ptfs.add(norm.input().orElseThrow(() -> new InputException(name + " reads PTF codes straight from the stream; the"
        + " accelerator takes a wide stream")));
  }

  private static SoftmaxParams softmax(String name, BlockParams block) {
    if (block.attention().zeroPoint() != 0) {
      throw new InputException(name + "attn: queries, keys and values have zero point " + block.attention().zeroPoint()
          + "; allowed in the accelerator: 0");
    }
    if (block.attention().weights() instanceof AttentionWeights.Log log) {
      return log.softmax();
    }
    throw new InputException(name + "attn: uniform attention codes; the accelerator takes logarithmic codes:"
        + " quantise with --attention log2 or logsqrt2");
  }

  private static void requireOperands(LinearParams linear) {
    IntRange input = linear.input();
    if (!IntRange.signed(8).contains(input) && !IntRange.unsigned(8).contains(input)) {
      throw new InputException(linear.name() + ": input codes are " + input
          + "; the accelerator's multipliers take signed or unsigned 8-bit codes");
    }
  }

  private static int tableBits(IntRange codes) {
    return IntRange.unsigned(12).contains(codes.max() - codes.min())
        ? new IntRange(0, codes.max() - codes.min()).bits() : 12;
  }

  /** What every sum of a matrix product lies in, bias included. */
  IntRange accumulator() {
    IntRange all = scores;
    for (LinearParams linear : linears) {
      for (int o = 0; o < linear.outputs(); o++) {
        all = all.union(linear.accumulator(o));
      }
    }
    return all;
  }
}
