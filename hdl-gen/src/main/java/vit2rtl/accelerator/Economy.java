package vit2rtl.accelerator;

import vit2rtl.golden.InputException;
import vit2rtl.units.MultiplierStyle;

/**
 * What an accelerator saves at the cost of speed, for small devices.
 *
 * @param norm how LayerNorm's products are built: DSP, or SERIAL, by which it takes an element in so many cycles as a
 *             product has bits
 * @param jobs how jobs wait
 */
public record Economy(MultiplierStyle norm, Jobs jobs) {
  /** As fast as can be. */
  public static final Economy NONE = new Economy(MultiplierStyle.DSP, Jobs.QUEUED);

  /** How jobs wait for what they need. */
  public enum Jobs {
    /** Two of them in front of every part. */
    QUEUED,
    /** In the dispatcher, which reads on when the job's part has begun it: jobs begin in the order of the stream. */
    DIRECT
  }

  public Economy {
    if (norm != MultiplierStyle.DSP && norm != MultiplierStyle.SERIAL) {
      throw new InputException("network: norm-multipliers=" + norm.name().toLowerCase(java.util.Locale.ROOT)
          + "; allowed: dsp, serial");
    }
  }
}
