package vit2rtl.bench.accelerator;

import java.util.List;
import java.util.Optional;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Formats;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.Shifts;
import vit2rtl.accelerator.Sizing;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.units.Setting;
import vit2rtl.units.Settings;

/** What of an accelerator the user may set, and the accelerator that follows for a model. */
public final class NetworkSettings {
  private static final String LANES = "powers of two to " + AcceleratorConfig.MAX_LANES;

  /** All of them; what is not set suits the number of multipliers. */
  public static final List<Setting> ALL = List.of(
      Setting.integer("macs", 64, 1, AcceleratorConfig.MAX_MULTIPLIERS, Setting.Decides.USER,
          "multipliers: columns times inner"),
      suited("columns", "1 or more", "output columns of the matrix engine; macs decides"),
      suited("inner", "1 or more", "inputs of each column, and bytes per beat of the constants; macs decides"),
      suited("lanes", LANES + " that divide columns and inner", "elements per cycle behind the engine and in LayerNorm"),
      suited("softmax-lanes", LANES, "scores per cycle in the softmax"),
      suited("context-lanes", "a head's elements, or fewer that lanes divides",
          "elements of a value per cycle in attention·V"),
      groups(),
      Setting.choice("products", AcceleratorConfig.Products.PLAIN, Setting.Decides.USER,
          "packed: one multiplier of 25 by 8 bits for two products of the engine, which suits xc7 and xcup; dual: one"
              + " multiplier block of an iCE40 UltraPlus, in its mode of two products of 8 bits"),
      Setting.choice("norm-multipliers", Economy.NormProducts.DSP, Setting.Decides.USER,
          "LayerNorm's products in DSP blocks; or serial: a bit per cycle by one adder each, smaller and slower; or shared:"
              + " all by one multiplier, smallest, with one lane"),
      Setting.choice("attention", Economy.Attention.PIPELINED, Setting.Decides.USER,
          "softmax and attention·V in pipelines, or serial: a row of codes at a time, and rescaled by one adder, smaller,"
              + " with one lane of each"),
      Setting.choice("jobs", Economy.Jobs.QUEUED, Setting.Decides.USER,
          "two jobs wait in front of every part, or one in the dispatcher: direct, smaller and a little slower"),
      Setting.choice("memories", Economy.Memories.BLOCKS, Setting.Decides.USER,
          "a memory for each kind of activations, the residual stream twice; or single-port: one for all that the engine"
              + " reads and one for the stream, as the SPRAM of an iCE40 UltraPlus, smaller and slower"),
      Setting.choice("shifts", Economy.Reach.ANY, Setting.Decides.USER,
          "what requantisers can shift by: any number of places, or those of this model, which is smaller"),
      Setting.choice("ways", AcceleratorConfig.Ways.SHORT, Setting.Decides.USER,
          "long: registers on the ways between parts and where a path has many wires, for accelerators that fill a chip"));

  private static Setting groups() {
    Setting any = suited("groups", "1 to the tokens", "parts the tokens are cut into");
    return new Setting(any.name(), "2", any.allowed(), any.decides(), any.meaning(), any.accepts());
  }

  /** A number of which one that suits the others is taken where it is not set. */
  private static Setting suited(String name, String allowed, String meaning) {
    Setting any = Setting.integer(name, 1, 1, Integer.MAX_VALUE, Setting.Decides.USER, meaning);
    return new Setting(name, "", allowed, any.decides(), meaning, any.accepts());
  }

  private NetworkSettings() {}

  /** The accelerator for a model. */
  public static AcceleratorConfig config(QuantizedVit model, Settings settings) {
    VitShape shape = model.shape();
    Sizing suited = engine(shape, settings);
    int lanes = value(settings, "lanes", suited.lanes());
    // Lanes of attention·V come in whole groups of the lanes behind it.
    int context = Math.min(shape.headWidth(), Layout.ceil(suited.contextLanes(), Math.max(1, lanes)) * lanes);
    Sizing sizing = new Sizing(suited.columns(), suited.inner(), lanes,
        value(settings, "softmax-lanes", suited.softmaxLanes()), value(settings, "context-lanes", context));
    int groups = settings.isSet("groups") ? settings.integer("groups") : Math.min(2, shape.tokens());
    return sizing.config(shape, Formats.of(model), groups)
        .withProducts(settings.choice("products", AcceleratorConfig.Products.class))
        .withEconomy(economy(model, settings))
        .withWays(settings.choice("ways", AcceleratorConfig.Ways.class));
  }

  private static Economy economy(QuantizedVit model, Settings settings) {
    return new Economy(settings.choice("norm-multipliers", Economy.NormProducts.class),
        settings.choice("attention", Economy.Attention.class),
        settings.choice("jobs", Economy.Jobs.class), settings.choice("memories", Economy.Memories.class),
        settings.choice("shifts", Economy.Reach.class) == Economy.Reach.ANY ? Shifts.ANY : Shifts.of(model));
  }

  private static int value(Settings settings, String name, int suited) {
    return settings.isSet(name) ? settings.integer(name) : suited;
  }

  /** C and K from what is set of C, K and their product. */
  private static Sizing engine(VitShape shape, Settings settings) {
    int macs = settings.integer("macs");
    boolean columnsSet = settings.isSet("columns");
    boolean innerSet = settings.isSet("inner");
    if (!columnsSet && !innerSet) {
      return Sizing.of(shape, macs);
    }
    int columns = columnsSet ? settings.integer("columns") : 0;
    int inner = innerSet ? settings.integer("inner") : 0;
    if (columnsSet && innerSet) {
      if (settings.isSet("macs") && (long) columns * inner != macs) {
        throw new InputException("network: macs=" + macs + " with columns=" + columns + " and inner=" + inner
            + ", which make " + (long) columns * inner + "; leave macs out");
      }
    } else {
      String name = columnsSet ? "columns" : "inner";
      int one = Math.max(columns, inner);
      if (macs % one != 0) {
        throw new InputException("network: " + name + "=" + one + " with macs=" + macs + "; allowed: a divisor of macs,"
            + " or both columns and inner");
      }
      columns = columnsSet ? columns : macs / one;
      inner = innerSet ? inner : macs / one;
    }
    if ((long) columns * inner > AcceleratorConfig.MAX_MULTIPLIERS) {
      throw new InputException("network: columns=" + columns + " with inner=" + inner + "; allowed: up to "
          + AcceleratorConfig.MAX_MULTIPLIERS + " multipliers");
    }
    return Sizing.of(shape, columns, inner);
  }

  /** Said where some multipliers never have work, whatever the layer. */
  public static Optional<String> idle(AcceleratorConfig config) {
    VitShape shape = config.shape();
    int outputs = Math.max(Math.max(shape.width(), shape.mlp()), Math.max(shape.tokens(), shape.classes()));
    int inputs = Math.max(Math.max(shape.width(), shape.mlp()), shape.patchInputs());
    if (config.columns() <= outputs && config.inner() <= inputs) {
      return Optional.empty();
    }
    int used = Math.min(config.columns(), outputs) * Math.min(config.inner(), inputs);
    return Optional.of("of " + config.multipliers() + " multipliers (" + config.columns() + " columns of "
        + config.inner() + ") the network can use at most " + used + " at a time: no layer has more than " + outputs
        + " outputs and " + inputs + " inputs; fewer multipliers are as fast");
  }
}
