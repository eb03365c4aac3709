package vit2rtl.golden.kernel.real;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import vit2rtl.golden.kernel.library.Kernel;
import vit2rtl.golden.kernel.library.Room;

/**
 * Blocks of equal sizes behind each other by the kernel: the same tensors as the definition's, bit for bit, as every sum is
 * taken in its order and nothing is rounded otherwise. Immutable; any number of threads may use it, each with memory of its
 * own, which is kept for the next image.
 */
public final class NativeFloats {
  private final List<NativeFloatBlock> blocks;
  private final ConcurrentLinkedQueue<FloatTensors> idle = new ConcurrentLinkedQueue<>();

  private NativeFloats(List<NativeFloatBlock> blocks) {
    this.blocks = blocks;
  }

  /**
   * Empty where the kernel is not there or not chosen, has no floats, or does not know one of the blocks.
   *
   * @param parts of every block, if the kernel knows it
   * @param gelu  Taylor coefficients of erf at the nodes j/32, eight for each
   */
  public static Optional<NativeFloats> of(List<Optional<FloatParts>> parts, double[] gelu) {
    if (parts.isEmpty() || !parts.stream().allMatch(Optional::isPresent) || !Kernel.isChosen() || !Kernel.hasFloats()) {
      return Optional.empty();
    }
    Room nodes = Room.of(gelu);
    return Optional.of(new NativeFloats(parts.stream().map(block -> new NativeFloatBlock(block.get(), nodes)).toList()));
  }

  /** Changes the stream to what it is behind the last block. */
  public void apply(float[] stream, FloatViewer viewer) {
    FloatTensors own = idle.poll();
    if (own == null) {
      own = blocks.get(0).tensors();
    }
    try {
      own.put(stream);
      for (NativeFloatBlock block : blocks) {
        block.apply(own, viewer);
      }
      own.get(stream);
    } finally {
      idle.add(own);
      Reference.reachabilityFence(this);
    }
  }
}
