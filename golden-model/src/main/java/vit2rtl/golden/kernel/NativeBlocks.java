package vit2rtl.golden.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Blocks of equal sizes behind each other by the kernel: the same tensors as the definition's, bit for bit. Immutable; any number
 * of threads may use it, each with memory of its own, which is kept for the next image.
 */
public final class NativeBlocks {
  private static final Logger LOG = System.getLogger(NativeBlocks.class.getName());

  private final List<NativeBlock> blocks;
  private final ConcurrentLinkedQueue<Workspace> idle = new ConcurrentLinkedQueue<>();

  private NativeBlocks(List<NativeBlock> blocks) {
    this.blocks = blocks;
  }

  /** Empty where the kernel has no form for one of them; the log says which. */
  public static Optional<NativeBlocks> of(List<BlockParts> parts) {
    List<NativeBlock> blocks = new ArrayList<>();
    try {
      parts.forEach(block -> blocks.add(new NativeBlock(block)));
    } catch (KernelLimit e) {
      LOG.log(Level.INFO, "runs in Java, for the native kernel has no form for it: {0}", e.getMessage());
      return Optional.empty();
    }
    return blocks.isEmpty() ? Optional.empty() : Optional.of(new NativeBlocks(List.copyOf(blocks)));
  }

  /** The stream behind the last block. */
  public int[] apply(int[] stream, TensorViewer viewer) {
    Workspace own = idle.poll();
    if (own == null) {
      own = blocks.get(0).workspace();
    }
    try {
      own.stream().put(stream);
      Views views = new Views(viewer);
      for (NativeBlock block : blocks) {
        block.apply(own, views);
      }
      return own.stream().get();
    } finally {
      idle.add(own);
      Reference.reachabilityFence(this);
    }
  }
}
