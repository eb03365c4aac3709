package vit2rtl.golden.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.io.AtomicFile;

/**
 * For every integer tensor: the range it can have, the range it had on some images, bits and saturation. An element
 * counts as saturated when it stands on an end of a range at which greater values are cut off: an upper bound, as some
 * stand there by right.
 *
 * @param images  how many images were seen
 * @param tensors in network order
 */
public record RangeReport(int images, List<TensorRange> tensors) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public RangeReport {
    tensors = List.copyOf(tensors);
  }

  /** Runs the network on every image, on all cores; {@code progress} receives how many are done. */
  public static RangeReport of(IntegerNetwork network, Images images, IntConsumer progress) {
    SeenRanges seen = new SeenRanges(network);
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, images.size()).parallel().forEach(i -> {
      network.logits(images.image(i), seen);
      progress.accept(done.incrementAndGet());
    });
    return seen.report(images.size());
  }

  /** The widest proven accumulator, in bits. */
  public int accumulatorBits() {
    return tensors.stream().filter(t -> t.name().endsWith(".acc")).mapToInt(TensorRange::bitsProven).max().orElse(0);
  }

  public void write(Path path) {
    ObjectNode root = JSON.createObjectNode().put("images", images);
    ArrayNode list = root.putArray("tensors");
    for (TensorRange t : tensors) {
      ObjectNode node = list.addObject().put("name", t.name());
      node.putArray("proven").add(t.proven().min()).add(t.proven().max());
      node.putArray("observed").add(t.observed().min()).add(t.observed().max());
      node.put("bitsProven", t.bitsProven()).put("bitsObserved", t.bitsNeeded()).put("bitsGiven", t.bitsGiven())
          .put("elements", t.elements()).put("saturated", t.saturated());
    }
    AtomicFile.write(path, root.toPrettyString() + "\n");
  }
}
