package vit2rtl.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * The layers of a model by kind; refuses by name what the accelerator does not compute.
 *
 * @param codes       format of a residual stream of PTF codes; empty for a wide stream
 * @param ptfs        ways from a wide stream to the codes of a LayerNorm
 * @param scores      what every sum of Q·Kᵀ lies in
 * @param geluBits    bits of what the drain's table is read with
 * @param operandBits bits of every operand of a matrix product
 * @param logits      what every logit lies in
 */
record ModelLayers(Optional<CodeFormat> codes, List<LayerNormParams> norms, List<ResidualToPtfParams> ptfs,
    List<SoftmaxParams> softmaxes, List<LinearParams> linears, IntRange scores, int geluBits, int operandBits,
    IntRange logits) {
  /** In a union with it every range is signed. */
  private static final IntRange SIGN = new IntRange(-1, 0);

  static ModelLayers of(QuantizedVit model) {
    List<String> beyond = model.shape().variant().beyondPlain();
    if (!beyond.isEmpty()) {
      throw new InputException("network: the accelerator has no hardware for " + String.join("; ", beyond)
          + "; allowed: a plain ViT or DeiT (docs/checkpoints.md)");
    }
    Optional<CodeFormat> codes = ResidualStream.of(model);
    List<LayerNormParams> norms = new ArrayList<>();
    List<ResidualToPtfParams> ptfs = new ArrayList<>();
    List<SoftmaxParams> softmaxes = new ArrayList<>();
    List<LinearParams> linears = new ArrayList<>(List.of(model.patch()));
    IntRange scores = new IntRange(0, 0);
    IntRange operands = IntRange.signed(8);
    int geluBits = codes.map(CodeFormat::bits).orElse(1);
    for (int i = 0; i < model.blocks().size(); i++) {
      BlockParams block = model.blocks().get(i);
      add(block.norm1(), norms, ptfs);
      add(block.norm2(), norms, ptfs);
      softmaxes.add(softmax("blocks." + i + ".", block));
      linears.addAll(List.of(block.qkv(), block.proj(), block.fc1(), block.fc2()));
      scores = scores.union(block.attention().scoreAccumulator());
      operands = operands.union(block.attention().centred());
      geluBits = Math.max(geluBits, tableBits(block.gelu().input()));
    }
    add(model.norm(), norms, ptfs);
    linears.addAll(model.heads());
    linears.forEach(ModelLayers::requireOperands);
    IntRange logits = new IntRange(0, 0);
    for (Requantizer head : model.logits()) {
      IntRange one = head.output();
      logits = new IntRange(logits.min() + Math.min(0, one.min()), logits.max() + Math.max(0, one.max()));
    }
    return new ModelLayers(codes, norms, ptfs, softmaxes, linears, scores, geluBits, operands.bits(),
        logits.union(SIGN));
  }

  private static void add(NormParams norm, List<LayerNormParams> norms, List<ResidualToPtfParams> ptfs) {
    norms.add(norm.norm());
    norm.input().ifPresent(ptfs::add);
  }

  private static SoftmaxParams softmax(String name, BlockParams block) {
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
