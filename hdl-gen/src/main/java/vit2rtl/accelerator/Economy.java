package vit2rtl.accelerator;

import vit2rtl.golden.InputException;
import vit2rtl.units.MultiplierStyle;

/**
 * What an accelerator saves at the cost of speed, for small devices.
 *
 * @param norm how LayerNorm's products are built: DSP, or SERIAL, by which it takes an element in so many cycles as a
 *             product has bits
 * @param jobs how jobs wait
 * @param memories what the large memories are
 */
public record Economy(MultiplierStyle norm, Jobs jobs, Memories memories) {
  /** As fast as can be. */
  public static final Economy NONE = new Economy(MultiplierStyle.DSP, Jobs.QUEUED, Memories.BLOCKS);

  /** How jobs wait for what they need. */
  public enum Jobs {
    /** Two of them in front of every part. */
    QUEUED,
    /** In the dispatcher, which reads on when the job's part has begun it: jobs begin in the order of the stream. */
    DIRECT
  }

  /** What the activations that the engine reads and the residual stream lie in. */
  public enum Memories {
    /** A memory for each kind, read and written at the same time; the stream in two copies. */
    BLOCKS,
    /**
     * One memory for the normalised tokens, the queries, the hidden layer and the context, and one for the stream, each
     * with a single port, as the SPRAM of an iCE40 UltraPlus: jobs that read it and jobs that write it wait for each other.
     */
    SINGLE_PORT
  }

  public Economy {
    if (norm != MultiplierStyle.DSP && norm != MultiplierStyle.SERIAL) {
      throw new InputException("network: norm-multipliers=" + norm.name().toLowerCase(java.util.Locale.ROOT)
          + "; allowed: dsp, serial");
    }
  }
}
