package vit2rtl.golden.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.IntRange;

/** What every integer tensor of a network held on some images, seen by any number of threads: for {@link RangeReport}. */
public final class SeenRanges implements IntTap {
  private final Map<String, ProvenRanges.Proof> proofs;
  private final Map<String, Seen> tensors = new LinkedHashMap<>();

  /** Nothing yet. */
  public SeenRanges(IntegerNetwork network) {
    this.proofs = ProvenRanges.of(network);
    proofs.keySet().forEach(name -> tensors.put(name, new Seen()));
  }

  /** One tensor. */
  private static final class Seen {
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
      Seen seen = tensors.get(name);
      ranges.add(new TensorRange(name, proof.proven(), proof.given(),
          seen.observed == null ? new IntRange(0, 0) : seen.observed, seen.elements, seen.saturated));
    });
    return new RangeReport(images, ranges);
  }
}
