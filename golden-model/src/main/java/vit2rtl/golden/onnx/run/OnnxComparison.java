package vit2rtl.golden.onnx.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
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

  /** Runs a file whose outputs are all tensors, images on all cores; {@code progress} hears how many are done. */
  public static OnnxComparison run(OnnxRuntime runtime, byte[] file, IntegerVit golden, Images images,
      IntConsumer progress) {
    AtomicInteger done = new AtomicInteger();
    List<ImageComparison> each;
    try (OnnxSession session = runtime.open(file)) {
      each = IntStream.range(0, images.size()).parallel().mapToObj(i -> {
        ImageComparison one = ImageComparison.run(session, golden, i, images.image(i));
        progress.accept(done.incrementAndGet());
        return one;
      }).toList();
    }
    TensorDigest digest = new TensorDigest();
    each.forEach(one -> digest.add(one.digest()));
    return new OnnxComparison(each.size(), each.isEmpty() ? 0 : each.get(0).tensors(),
        each.stream().mapToLong(ImageComparison::elements).sum(),
        each.stream().mapToLong(ImageComparison::mismatches).sum(), digest.hex(),
        each.stream().flatMap(one -> one.first().stream()).findFirst());
  }
}
