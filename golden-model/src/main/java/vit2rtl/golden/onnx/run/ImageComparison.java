package vit2rtl.golden.onnx.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.TensorDigest;

/**
 * Every tensor of one image in ONNX Runtime against the golden model's.
 *
 * @param tensors    how many
 * @param elements   compared
 * @param mismatches how many of them differ
 * @param digest     of ONNX Runtime's tensors
 * @param first      first difference in the network's order
 */
record ImageComparison(int tensors, long elements, long mismatches, TensorDigest.OfImage digest,
    Optional<OnnxDifference> first) {

  static ImageComparison run(OnnxSession session, IntegerNetwork golden, int index, Image image) {
    Map<String, int[]> actual = new LinkedHashMap<>();
    TensorDigest.OfImage digest = new TensorDigest.OfImage();
    session.run((name, values, rows, columns) -> {
      actual.put(name, values);
      digest.accept(name, values, rows, columns);
    }, image);
    Count count = new Count(index, actual);
    golden.logits(image, count::compare);
    if (!count.order.equals(List.copyOf(actual.keySet()))) {
      throw new InputException("the ONNX file has " + actual.size() + " outputs; needed: the model's " + count.order.size()
          + " tensors in their order; write it by export onnx --taps from this model");
    }
    return new ImageComparison(count.order.size(), count.elements, count.mismatches, digest, Optional.ofNullable(count.first));
  }

  /** What is known so far. */
  private static final class Count {
    private final int image;
    private final Map<String, int[]> computed;
    private final List<String> order = new ArrayList<>();
    private long elements;
    private long mismatches;
    private OnnxDifference first;

    Count(int image, Map<String, int[]> computed) {
      this.image = image;
      this.computed = computed;
    }

    void compare(String name, int[] expected, int rows, int columns) {
      order.add(name);
      int[] actual = computed.get(name);
      if (actual == null || actual.length != expected.length) {
        throw new InputException("the ONNX file's output '" + name + "' has "
            + (actual == null ? "no" : actual.length) + " elements; needed: " + expected.length
            + "; write it by export onnx --taps from this model");
      }
      elements += expected.length;
      for (int i = 0; i < expected.length; i++) {
        if (expected[i] != actual[i]) {
          mismatches++;
          if (first == null) {
            first = new OnnxDifference(image, name, i, i / columns, i % columns, expected[i], actual[i]);
          }
        }
      }
    }
  }
}
