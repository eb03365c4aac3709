package vit2rtl.golden.checkpoint;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.RawTensor;
import vit2rtl.golden.vit.QkvBias;
import vit2rtl.golden.vit.VitExtra;
import vit2rtl.golden.vit.VitShape;

/** The blocks: queries, keys and values fused, layer scale folded into the layer before it. */
record BlockForm(CommonTensors tensors, int width) {
  private static final Pattern BLOCK = Pattern.compile("blocks\\.(\\d{1,4})\\..*");
  static final String FIRST = "blocks.0.";

  int depth() {
    int depth = 0;
    for (String name : tensors.names()) {
      Matcher block = BLOCK.matcher(name);
      if (block.matches()) {
        depth = Math.max(depth, Integer.parseInt(block.group(1)) + 1);
      }
    }
    return depth;
  }

  /** @param block which names of the block's tensors begin with */
  int mlp(String block) {
    return tensors.ranked(block + "mlp.fc1.weight", 2).shape().get(0);
  }

  QkvBias qkvBias(String block) {
    return tensors.has(block + "attn.qkv.bias") || tensors.has(block + "attn.q.bias") ? QkvBias.PRESENT : QkvBias.ABSENT;
  }

  void put(VitShape shape, Map<String, Supplier<float[]>> common) {
    for (int i = 0; i < shape.depth(); i++) {
      put("blocks." + i + ".", shape, common);
    }
  }

  /** One block of that name. */
  void put(String name, VitShape shape, Map<String, Supplier<float[]>> common) {
    norm(name + "norm1", width, common);
    refuseWide(name + "attn.proj.weight");
    common.put(name + "attn.qkv.weight", fused(name + "attn.", ".weight", width));
    if (shape.qkvBias() == QkvBias.PRESENT) {
      common.put(name + "attn.qkv.bias", fused(name + "attn.", ".bias"));
    }
    if (shape.variant().has(VitExtra.QK_NORM)) {
      norm(name + "attn.q_norm", shape.headWidth(), common);
      norm(name + "attn.k_norm", shape.headWidth(), common);
    }
    linear(name + "attn.proj", width, width, tensors.takeIfThere(name + "ls1.gamma", width), common);
    norm(name + "norm2", width, common);
    linear(name + "mlp.fc1", shape.mlp(), width, Optional.empty(), common);
    linear(name + "mlp.fc2", width, shape.mlp(), tensors.takeIfThere(name + "ls2.gamma", width), common);
  }

  private void refuseWide(String name) {
    RawTensor proj = tensors.ranked(name, 2);
    if (proj.shape().get(0) == width && proj.shape().get(1) != width) {
      throw new InputException("tensor '" + proj.name() + "' of " + tensors.file() + " shows attention of "
          + proj.shape().get(1) + " elements at a width of " + width + "; allowed: equal");
    }
  }

  private Supplier<float[]> fused(String name, String suffix, Integer... columns) {
    if (tensors.has(name + "qkv" + suffix)) {
      return tensors.take(name + "qkv" + suffix, shape(3 * width, columns));
    }
    if (!tensors.has(name + "q" + suffix)) {
      tensors.raw(name + "qkv" + suffix);
    }
    Supplier<float[]> queries = tensors.take(name + "q" + suffix, shape(width, columns));
    Supplier<float[]> keys = tensors.take(name + "k" + suffix, shape(width, columns));
    Supplier<float[]> values = tensors.take(name + "v" + suffix, shape(width, columns));
    return () -> Rows.joined(queries.get(), keys.get(), values.get());
  }

  private static Integer[] shape(int rows, Integer... columns) {
    return columns.length == 0 ? new Integer[] {rows} : new Integer[] {rows, columns[0]};
  }

  private void norm(String name, int channels, Map<String, Supplier<float[]>> common) {
    common.put(name + ".weight", tensors.take(name + ".weight", channels));
    common.put(name + ".bias", tensors.take(name + ".bias", channels));
  }

  private void linear(String name, int outputs, int inputs, Optional<Supplier<float[]>> scale,
      Map<String, Supplier<float[]>> common) {
    Supplier<float[]> weight = tensors.take(name + ".weight", outputs, inputs);
    Supplier<float[]> bias = tensors.take(name + ".bias", outputs);
    common.put(name + ".weight", scale.isEmpty() ? weight : () -> Rows.scaled(weight.get(), scale.get().get()));
    common.put(name + ".bias", scale.isEmpty() ? bias : () -> Rows.scaled(bias.get(), scale.get().get()));
  }
}
