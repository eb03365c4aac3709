package vit2rtl.bench.accelerator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.IntegerVit;

/** Every integer tensor of one image, in the order of the network. */
final class GoldenTensors {

  /**
   * One tensor.
   *
   * @param order   its place in the network
   * @param values  row-major
   * @param columns values per row
   */
  record Tensor(int order, int[] values, int columns) {}

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  GoldenTensors(IntegerVit vit, Image image) {
    vit.logits(image, (name, values, rows, columns) ->
        tensors.put(name, new Tensor(tensors.size(), values.clone(), columns)));
  }

  Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the network has no tensor " + name);
    }
    return tensor;
  }

  /** Names in the order of the network. */
  List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  int count() {
    return tensors.size();
  }
}
