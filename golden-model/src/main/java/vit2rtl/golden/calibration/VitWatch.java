package vit2rtl.golden.calibration;

import java.util.Arrays;
import java.util.regex.Pattern;
import vit2rtl.golden.vit.VitShape;

/** Of a ViT, behind the last block only what reaches the head. */
record VitWatch(VitShape shape) implements Watch {
  private static final Pattern PER_CHANNEL = Pattern.compile(
      "norm|norm_pre|pooled|pre_logits\\.tanh|.*\\.(norm[12]|attn\\.qkv|attn\\.qk_norm|attn\\.context|mlp\\.gelu)");

  @Override
  public boolean apart(String name) {
    return PER_CHANNEL.matcher(name).matches();
  }

  @Override
  public boolean isStream(String name) {
    return Streams.isStream(name);
  }

  @Override
  public void see(String name, float[] values, int columns, Sink sink) {
    int seen = shape.normRows() * shape.width();
    sink.observe(name, name.equals("norm") ? Arrays.copyOf(values, seen) : values, columns);
    if (name.equals(shape.variant().pooling().meanFirst() ? "pooled" : Streams.before(shape, shape.depth()))) {
      sink.observe(Streams.FINAL, Arrays.copyOf(values, seen), columns);
    }
  }
}
