package vit2rtl.golden.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import vit2rtl.golden.IntRange;
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

  /** What one tensor held. */
  private static final class Seen {
    private IntRange observed;
    private long elements;
    private long saturated;

    synchronized void add(int[] values, ProvenRanges.Proof proof) {
      IntRange range = IntRange.of(values);
      observed = observed == null ? range : observed.union(range);
      elements += values.length;
      if (proof.saturates()) {
        for (int value : values) {
          saturated += value == proof.given().min() || value == proof.given().max() ? 1 : 0;
        }
      }
    }
  }

  /** Runs the network on every image, on all cores; {@code progress} receives how many are done. */
  public static RangeReport of(IntegerNetwork network, Images images, IntConsumer progress) {
    Map<String, ProvenRanges.Proof> proofs = ProvenRanges.of(network);
    Map<String, Seen> seen = new LinkedHashMap<>();
    proofs.keySet().forEach(name -> seen.put(name, new Seen()));
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, images.size()).parallel().forEach(i -> {
      network.logits(images.image(i), (name, values, rows, columns) -> seen.get(name).add(values, proofs.get(name)));
      progress.accept(done.incrementAndGet());
    });
    List<TensorRange> tensors = new ArrayList<>();
    proofs.forEach((name, proof) -> {
      Seen s = seen.get(name);
      tensors.add(new TensorRange(name, proof.proven(), proof.given(),
          s.observed == null ? new IntRange(0, 0) : s.observed, s.elements, s.saturated));
    });
    return new RangeReport(images.size(), tensors);
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
