package vit2rtl.golden.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.ops.IntProduct;
import vit2rtl.golden.ops.Linear;
import vit2rtl.golden.ops.TokenMean;
import vit2rtl.golden.vit.Pooling;
import vit2rtl.golden.vit.VitShape;

/** From the last residual stream to logits: final norm and mean in the model's order, representation layer, heads. */
final class IntegerHead {
  private final HeadParams params;
  private final VitShape shape;
  private final IntegerNorm norm;
  private final Optional<Linear> representation;
  private final List<Linear> heads = new ArrayList<>();

  IntegerHead(HeadParams params, IntProduct product) {
    this.params = params;
    this.shape = params.shape();
    this.norm = new IntegerNorm("norm", params.norm());
    this.representation = params.representation().map(r -> new Linear(r.layer(), product));
    params.heads().forEach(head -> heads.add(new Linear(head, product)));
  }

  HeadParams params() {
    return params;
  }

  List<Linear> heads() {
    return heads;
  }

  Optional<Linear> representation() {
    return representation;
  }

  int[] apply(int[] stream, IntTap tap) {
    int[] rows = represented(inputs(stream, tap), tap);
    int inputs = shape.headInputs();
    int[] logits = new int[shape.classes()];
    for (int h = 0; h < heads.size(); h++) {
      int[] sums = heads.get(h).apply(Arrays.copyOfRange(rows, h * inputs, (h + 1) * inputs), 1);
      tap.accept(h == 0 ? "logits.acc" : "logits_dist.acc", sums, 1, shape.classes());
      int[] codes = params.logits().get(h).columns(sums);
      for (int i = 0; i < logits.length; i++) {
        logits[i] += codes[i];
      }
    }
    tap.accept("logits", logits, 1, shape.classes());
    return logits;
  }

  /** One row for each head. */
  private int[] inputs(int[] stream, IntTap tap) {
    Pooling pooling = shape.variant().pooling();
    if (pooling.meanFirst()) {
      return norm.apply(mean(stream, tap), tap);
    }
    int[] normed = norm.apply(Arrays.copyOf(stream, shape.normRows() * shape.width()), tap);
    if (!pooling.meanLast()) {
      return normed;
    }
    int[] mean = mean(normed, tap);
    tap.accept("pooled", mean, 1, shape.width());
    if (pooling == Pooling.NORM_THEN_PATCH_MEAN) {
      return mean;
    }
    int[] both = Arrays.copyOf(normed, 2 * shape.width());
    System.arraycopy(mean, 0, both, shape.width(), shape.width());
    return both;
  }

  private int[] mean(int[] tokens, IntTap tap) {
    TokenMean mean = params.mean().orElseThrow();
    int[] sums = mean.sums(tokens);
    tap.accept("pooled.acc", sums, 1, shape.width());
    return mean.codes().columns(sums);
  }

  private int[] represented(int[] rows, IntTap tap) {
    if (representation.isEmpty()) {
      return rows;
    }
    Representation layer = params.representation().orElseThrow();
    int[] sums = representation.get().apply(rows, heads.size());
    tap.accept("pre_logits.acc", sums, heads.size(), shape.headInputs());
    int[] codes = layer.codes().columns(sums);
    tap.accept("pre_logits", codes, heads.size(), shape.headInputs());
    int[] active = layer.tanh().apply(codes);
    tap.accept("pre_logits.tanh", active, heads.size(), shape.headInputs());
    return active;
  }
}
