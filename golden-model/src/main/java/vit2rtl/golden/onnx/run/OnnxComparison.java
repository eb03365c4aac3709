package vit2rtl.golden.onnx.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.TensorDigest;

/**
 * Every tensor of some images in ONNX Runtime against the golden model's.
 *
 * @param images     how many
 * @param tensors    of an image
 * @param elements   compared
 * @param mismatches how many of them differ
 * @param digest     of ONNX Runtime's tensors, as {@link TensorDigest} defines it
 * @param first      first difference in the network's order, of the first image that has one
 */
public record OnnxComparison(int images, int tensors, long elements, long mismatches, String digest,
    Optional<OnnxDifference> first) {

  /** Runs a file whose outputs are all tensors; {@code progress} hears how many images are done. */
  public static OnnxComparison run(OnnxRuntime runtime, byte[] file, IntegerVit golden, Images images,
      IntConsumer progress) {
    Count count = new Count();
    TensorDigest digest = new TensorDigest();
    try (OnnxSession session = runtime.open(file)) {
      for (int i = 0; i < images.size(); i++) {
        Image image = images.image(i);
        Map<String, int[]> actual = new LinkedHashMap<>();
        TensorDigest.OfImage sum = new TensorDigest.OfImage();
        session.run((name, values, rows, columns) -> {
          actual.put(name, values);
          sum.accept(name, values, rows, columns);
        }, image);
        digest.add(sum);
        count.compare(i, golden, image, actual);
        progress.accept(i + 1);
      }
    }
    return new OnnxComparison(images.size(), count.names.size(), count.elements, count.mismatches, digest.hex(),
        Optional.ofNullable(count.first));
  }

  /** What is known so far. */
  private static final class Count {
    private List<String> names = List.of();
    private long elements;
    private long mismatches;
    private OnnxDifference first;

    void compare(int image, IntegerVit golden, Image pixels, Map<String, int[]> actual) {
      List<String> order = new ArrayList<>();
      golden.logits(pixels, (name, expected, rows, columns) -> {
        order.add(name);
        compare(image, name, expected, actual.get(name), columns);
      });
      names = order;
      if (!order.equals(List.copyOf(actual.keySet()))) {
        throw new InputException("the ONNX file's outputs are not the model's tensors in their order: " + actual.size()
            + " outputs, needed: " + order.size() + "; write it by export onnx --taps from this model");
      }
    }

    private void compare(int image, String name, int[] expected, int[] actual, int columns) {
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
