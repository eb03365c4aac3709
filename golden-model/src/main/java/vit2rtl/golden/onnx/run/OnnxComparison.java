package vit2rtl.golden.onnx.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.IntegerNetwork;
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

  /** Runs a file whose outputs are all tensors, images on all cores; {@code progress} receives how many are done. */
  public static OnnxComparison run(OnnxRuntime runtime, byte[] file, IntegerNetwork golden, Images images,
      IntConsumer progress) {
    List<ImageComparison> each = new ArrayList<>();
    ExecutorService cores = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (OnnxSession session = runtime.open(file)) {
      AtomicInteger done = new AtomicInteger();
      IntFunction<ImageComparison> compare = i -> {
        ImageComparison one = ImageComparison.run(session, golden, i, images.image(i));
        progress.accept(done.incrementAndGet());
        return one;
      };
      // The first image alone: a file that does not fit is refused before the others run.
      each.add(compare.apply(0));
      List<Callable<ImageComparison>> others = new ArrayList<>();
      IntStream.range(1, images.size()).forEach(i -> others.add(() -> compare.apply(i)));
      // All are waited for, for the session must not be closed while one runs.
      for (Future<ImageComparison> one : cores.invokeAll(others)) {
        each.add(one.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException own ? own : OnnxRuntime.failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw OnnxRuntime.failure(e);
    } finally {
      cores.shutdownNow();
    }
    TensorDigest digest = new TensorDigest();
    each.forEach(one -> digest.add(one.digest()));
    return new OnnxComparison(each.size(), each.get(0).tensors(),
        each.stream().mapToLong(ImageComparison::elements).sum(),
        each.stream().mapToLong(ImageComparison::mismatches).sum(), digest.hex(),
        each.stream().flatMap(one -> one.first().stream()).findFirst());
  }
}
