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

  /** What every integer tensor of a network held on some images, seen by any number of threads. */
  public static final class Seen implements IntTap {
    private final Map<String, ProvenRanges.Proof> proofs;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** Nothing yet. */
    public Seen(IntegerNetwork network) {
      this.proofs = ProvenRanges.of(network);
      proofs.keySet().forEach(name -> tensors.put(name, new Tensor()));
    }

    /** One tensor. */
    private static final class Tensor {
      private IntRange observed;
      private long elements;
      private long saturated;

      synchronized void add(IntRange range, int count, int ends) {
        observed = observed == null ? range : observed.union(range);
        elements += count;
        saturated += ends;
      }
    }

    @Override
    public void accept(String name, int[] values, int rows, int columns) {
      ProvenRanges.Proof proof = proofs.get(name);
      tensors.get(name).add(IntRange.of(values), values.length, proof.saturates() ? saturated(values, proof.given()) : 0);
    }

    private static int saturated(int[] values, IntRange given) {
      int min = (int) given.min();
      int max = (int) given.max();
      if (min != given.min() || max != given.max()) {
        throw new IllegalStateException("codes are " + given + ", more than integers hold");
      }
      int saturated = 0;
      for (int value : values) {
        saturated += value == min || value == max ? 1 : 0;
      }
      return saturated;
    }

    /** The report on what was seen of so many images. */
    public RangeReport report(int images) {
      List<TensorRange> ranges = new ArrayList<>();
      proofs.forEach((name, proof) -> {
        Tensor seen = tensors.get(name);
        ranges.add(new TensorRange(name, proof.proven(), proof.given(),
            seen.observed == null ? new IntRange(0, 0) : seen.observed, seen.elements, seen.saturated));
      });
      return new RangeReport(images, ranges);
    }
  }

  /** Runs the network on every image, on all cores; {@code progress} receives how many are done. */
  public static RangeReport of(IntegerNetwork network, Images images, IntConsumer progress) {
    Seen seen = new Seen(network);
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
