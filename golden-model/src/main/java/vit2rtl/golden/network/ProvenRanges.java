package vit2rtl.golden.network;

import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.Linear;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.TokenMean;
import vit2rtl.golden.swin.SwinShape;

/** What every tensor of a network can hold, whatever the image. */
final class ProvenRanges {

  /** A tensor's proven range, what its width holds, and whether greater values are cut off at its ends. */
  record Proof(IntRange proven, IntRange given, boolean saturates) {}

  private final Map<String, Proof> proofs = new LinkedHashMap<>();

  private ProvenRanges() {}

  static Map<String, Proof> of(IntegerNetwork network) {
    ProvenRanges ranges = new ProvenRanges();
    ranges.exact("patches", IntRange.unsigned(8), IntRange.unsigned(8));
    if (network instanceof IntegerSwin swin) {
      ranges.swin(swin);
    } else {
      ranges.vit((IntegerVit) network);
    }
    return ranges.proofs;
  }

  private void swin(IntegerSwin swin) {
    QuantizedSwin model = swin.model();
    accumulator("patch_embed.proj", swin.patchEmbedding());
    codes("patch_embed.proj", model.patchCodes(), swin.patchEmbedding().accumulator());
    norm("patch_embed.norm", model.patchNorm().norm());
    IntRange normed = IntRange.of(model.patchNorm().norm().norm().output());
    model.patchNorm().toStream().ifPresentOrElse(to -> codes("patch_embed", to, normed),
        () -> saturating("patch_embed", normed));
    for (int s = 0; s < swin.stages().size(); s++) {
      swin.stages().get(s).merging().ifPresent(this::merging);
      for (int b = 0; b < swin.stages().get(s).blocks().size(); b++) {
        block(SwinShape.blockName(s, b), swin.stages().get(s).blocks().get(b));
      }
    }
    head(swin.head());
  }

  private void merging(IntegerMerging merging) {
    norm(merging.name() + "norm", merging.params().norm());
    accumulator(merging.name() + "reduction", merging.reduction());
    codes(merging.name() + "out", merging.params().codes(), merging.reduction().accumulator());
  }

  private void vit(IntegerVit vit) {
    QuantizedVit model = vit.model();
    accumulator("patch_embed", vit.patchEmbedding());
    saturating("embed", model.embedding().output());
    model.extras().normPre().ifPresent(this::normPre);
    for (int i = 0; i < vit.blocks().size(); i++) {
      block("blocks." + i + ".", vit.blocks().get(i));
    }
    head(vit.head());
  }

  private void normPre(StreamNorm pre) {
    norm("norm_pre", pre.norm());
    pre.toStream().ifPresent(to -> codes("norm_pre.out", to, IntRange.of(pre.norm().norm().output())));
  }

  private void head(IntegerHead head) {
    HeadParams model = head.params();
    boolean meanFirst = model.shape().variant().pooling().meanFirst();
    if (meanFirst) {
      mean(model.mean().orElseThrow());
    }
    norm("norm", model.norm());
    if (!meanFirst && model.mean().isPresent()) {
      TokenMean mean = model.mean().get();
      mean(mean);
      codes("pooled", mean.codes(), mean.accumulator());
    }
    model.representation().ifPresent(representation -> {
      Linear layer = head.representation().orElseThrow();
      accumulator("pre_logits", layer);
      codes("pre_logits", representation.codes(), layer.accumulator());
      saturating("pre_logits.tanh", representation.tanh().output());
    });
    IntRange logits = new IntRange(0, 0);
    for (int h = 0; h < head.heads().size(); h++) {
      accumulator(h == 0 ? "logits" : "logits_dist", head.heads().get(h));
      IntRange codes = clipped(model.logits().get(h), head.heads().get(h).accumulator());
      logits = new IntRange(logits.min() + codes.min(), logits.max() + codes.max());
    }
    IntRange output = model.logits().get(0).output();
    proofs.put("logits", new Proof(logits, output.union(logits), head.heads().size() == 1));
  }

  private void mean(TokenMean mean) {
    exact("pooled.acc", mean.accumulator(), IntRange.INT32);
  }

  private void block(String name, IntegerBlock block) {
    BlockParams params = block.params();
    norm(name + "norm1", params.norm1());
    accumulator(name + "attn.qkv", block.qkv());
    codes(name + "attn.qkv", params.qkvCodes(), block.qkv().accumulator());
    params.headNorms().ifPresent(norms ->
        saturating(name + "attn.qk_norm", IntRange.of(norms.norms().get(0).output())));
    exact(name + "attn.scores.acc", block.attention().scoreAccumulator(), IntRange.INT32);
    codes(name + "attn.scores", params.attention().scores(), block.attention().scoreAccumulator());
    exact(name + "attn.softmax", block.attention().attentionCodes(), block.attention().attentionCodes());
    exact(name + "attn.context.acc", block.attention().contextAccumulator(), IntRange.INT32);
    codes(name + "attn.context", params.attention().context(), block.attention().contextAccumulator());
    accumulator(name + "attn.proj", block.proj());
    saturating(name + "attn.out", params.attentionAdd().output());
    norm(name + "norm2", params.norm2());
    accumulator(name + "mlp.fc1", block.fc1());
    codes(name + "mlp.fc1", params.fc1Codes(), block.fc1().accumulator());
    saturating(name + "mlp.gelu", params.gelu().output());
    accumulator(name + "mlp.fc2", block.fc2());
    saturating(name + "out", params.mlpAdd().output());
  }

  private void norm(String name, NormParams params) {
    saturating(name + ".in", IntRange.of(params.norm().input()));
    saturating(name, IntRange.of(params.norm().output()));
  }

  private void accumulator(String name, Linear linear) {
    exact(name + ".acc", linear.accumulator(), IntRange.INT32);
  }

  private static IntRange clipped(Requantizer requantizer, IntRange input) {
    IntRange reach = requantizer.reach(input);
    return new IntRange(requantizer.output().saturate(reach.min()), requantizer.output().saturate(reach.max()));
  }

  private void codes(String name, Requantizer requantizer, IntRange input) {
    proofs.put(name, new Proof(clipped(requantizer, input), requantizer.output(), true));
  }

  private void exact(String name, IntRange proven, IntRange given) {
    proofs.put(name, new Proof(proven, given, false));
  }

  private void saturating(String name, IntRange range) {
    proofs.put(name, new Proof(range, range, true));
  }
}
