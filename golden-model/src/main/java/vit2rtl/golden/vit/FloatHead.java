package vit2rtl.golden.vit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** From the last residual stream to logits: final norm and mean in the model's order, representation layer, heads. */
public final class FloatHead {
  private final VitShape shape;
  private final FloatNorm norm;
  private final Optional<FloatLinear> representation;
  private final List<FloatLinear> heads = new ArrayList<>();

  public FloatHead(VitCheckpoint checkpoint) {
    shape = checkpoint.shape();
    norm = FloatBlock.norm(checkpoint, "norm");
    representation = shape.variant().representation() > 0
        ? Optional.of(FloatLinear.of(checkpoint, "pre_logits.fc", shape.width(), shape.headInputs())) : Optional.empty();
    for (String name : List.of("head", "head_dist").subList(0, shape.logitHeads())) {
      heads.add(FloatLinear.of(checkpoint, name, shape.headInputs(), shape.classes()));
    }
  }

  /** Logits, the mean over the heads. */
  public float[] apply(FloatProduct product, float[] stream, Tap tap) {
    float[] inputs = inputs(stream, tap);
    int rows = heads.size();
    if (representation.isPresent()) {
      float[] wide = new float[rows * shape.headInputs()];
      representation.get().apply(product, inputs, rows, wide);
      tap.accept("pre_logits", wide, rows, shape.headInputs());
      for (int i = 0; i < wide.length; i++) {
        wide[i] = (float) Activation.tanh(wide[i]);
      }
      tap.accept("pre_logits.tanh", wide, rows, shape.headInputs());
      inputs = wide;
    }
    float[] sum = new float[shape.classes()];
    float[] one = new float[shape.classes()];
    for (int h = 0; h < rows; h++) {
      heads.get(h).apply(product, Arrays.copyOfRange(inputs, h * shape.headInputs(), (h + 1) * shape.headInputs()), 1, one);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one[i] / rows;
      }
    }
    return sum;
  }

  /** One row for each head. */
  private float[] inputs(float[] stream, Tap tap) {
    Pooling pooling = shape.variant().pooling();
    float[] rows = pooling.meanFirst() ? mean(stream, tap) : stream;
    float[] normed = new float[rows.length];
    norm.apply(rows, rows.length / shape.width(), normed);
    tap.accept("norm", normed, rows.length / shape.width(), shape.width());
    if (!pooling.meanLast()) {
      return normed;
    }
    float[] mean = mean(normed, tap);
    if (pooling == Pooling.NORM_THEN_PATCH_MEAN) {
      return mean;
    }
    float[] both = Arrays.copyOf(normed, 2 * shape.width());
    System.arraycopy(mean, 0, both, shape.width(), shape.width());
    return both;
  }

  private float[] mean(float[] tokens, Tap tap) {
    int width = shape.width();
    int first = shape.firstAveraged();
    float[] mean = new float[width];
    for (int c = 0; c < width; c++) {
      double sum = 0;
      for (int t = first; t < shape.tokens(); t++) {
        sum += tokens[t * width + c];
      }
      mean[c] = (float) (sum / (shape.tokens() - first));
    }
    tap.accept("pooled", mean, 1, width);
    return mean;
  }
}
