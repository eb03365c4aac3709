package vit2rtl.golden.network;

import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.Linear;
import vit2rtl.golden.ops.Requantizer;

/** What every tensor of a network can hold, whatever the image. */
final class ProvenRanges {

  /** A tensor's proven range, what its width holds, and whether greater values are cut off at its ends. */
  record Proof(IntRange proven, IntRange given, boolean saturates) {}

  private final Map<String, Proof> proofs = new LinkedHashMap<>();

  private ProvenRanges() {}

  static Map<String, Proof> of(IntegerVit vit) {
    ProvenRanges ranges = new ProvenRanges();
    QuantizedVit model = vit.model();
    ranges.exact("patches", IntRange.unsigned(8), IntRange.unsigned(8));
    ranges.accumulator("patch_embed", vit.patchEmbedding());
    ranges.saturating("embed", model.embedding().output());
    for (int i = 0; i < vit.blocks().size(); i++) {
      ranges.block("blocks." + i + ".", vit.blocks().get(i));
    }
    ranges.norm("norm", model.norm());
    IntRange logits = new IntRange(0, 0);
    for (int h = 0; h < vit.heads().size(); h++) {
      ranges.accumulator(h == 0 ? "logits" : "logits_dist", vit.heads().get(h));
      IntRange codes = clipped(model.logits().get(h), vit.heads().get(h).accumulator());
      logits = new IntRange(logits.min() + codes.min(), logits.max() + codes.max());
    }
    IntRange output = model.logits().get(0).output();
    ranges.proofs.put("logits", new Proof(logits, output.union(logits), vit.heads().size() == 1));
    return ranges.proofs;
  }

  private void block(String name, IntegerBlock block) {
    BlockParams params = block.params();
    norm(name + "norm1", params.norm1());
    accumulator(name + "attn.qkv", block.qkv());
    codes(name + "attn.qkv", params.qkvCodes(), block.qkv().accumulator());
    exact(name + "attn.scores.acc", params.attention().scoreAccumulator(), IntRange.INT32);
    codes(name + "attn.scores", params.attention().scores(), params.attention().scoreAccumulator());
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
