package vit2rtl.accelerator;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.units.MultiplierStyle;
import vit2rtl.units.requantize.RequantizeFormat;
import vit2rtl.units.softmax.SoftmaxConfig;

/**
 * What an accelerator saves at the cost of speed, for small devices.
 *
 * @param norm     how LayerNorm's products are built
 * @param attention how softmax and attention·V work
 * @param jobs     how jobs wait
 * @param memories what the large memories are
 * @param shifts   by how many places requantisers can shift: those of one model, or any
 */
public record Economy(NormProducts norm, Attention attention, Jobs jobs, Memories memories, IntRange shifts) {
  /** As fast as can be. */
  public static final Economy NONE =
      new Economy(NormProducts.DSP, Attention.PIPELINED, Jobs.QUEUED, Memories.BLOCKS, Shifts.ANY);

  /** How LayerNorm's products are built. */
  public enum NormProducts {
    /** In DSP blocks, an element per cycle and lane. */
    DSP,
    /** A bit per cycle by one adder each. */
    SERIAL,
    /** All in turn by one multiplier, a row at a time; for one lane. */
    SHARED
  }

  /** How softmax and attention·V work. */
  public enum Attention {
    /** In pipelines, with a multiplier per lane. */
    PIPELINED,
    /** Codes found one after another, a row at a time; sums rescaled by one adder, a bit per cycle; for one lane of each. */
    SERIAL
  }

  /** The softmax's part of it, as its unit knows it. */
  public SoftmaxConfig.ExpStyle expStyle() {
    return attention == Attention.SERIAL ? SoftmaxConfig.ExpStyle.SERIAL : SoftmaxConfig.ExpStyle.TABLE;
  }

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
     * One memory for the normalised tokens, the queries, the hidden layer, the context and the pixels, and one for the stream, the
     * keys, the values and, with one lane, GELU's table, each with a single port, as the SPRAM of an iCE40 UltraPlus: jobs
     * wait for each other's use of it. With one group of tokens the drain's constants of a layer take the last one's place.
     */
    SINGLE_PORT
  }

  /** Which shifts requantisers have. */
  public enum Reach {
    /** Those that any model may need. */
    ANY,
    /** Those of one model. */
    MODEL
  }

  /** LayerNorm's products, as its unit knows them. */
  public MultiplierStyle normStyle() {
    return switch (norm) {
      case DSP -> MultiplierStyle.DSP;
      case SERIAL -> MultiplierStyle.SERIAL;
      case SHARED -> MultiplierStyle.SHARED;
    };
  }

  /** What requantisers of sums in this range can work with. */
  public RequantizeFormat rescaling(IntRange sums) {
    return new RequantizeFormat(sums, (int) shifts.min(), (int) shifts.max());
  }

  /** Refuses a model that needs more. */
  public void require(QuantizedVit model) {
    Shifts.require(shifts, model);
  }
}
