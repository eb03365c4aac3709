package vit2rtl.bench.accelerator;

import java.util.List;
import java.util.Optional;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Formats;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.Sizing;
import vit2rtl.bench.unit.Setting;
import vit2rtl.bench.unit.Settings;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.vit.VitShape;

/** What of an accelerator the user may set, and the accelerator that follows for a model. */
public final class NetworkSettings {
  private static final String LANES = "powers of two to " + AcceleratorConfig.MAX_LANES;

  /** All of them; what is not set suits the number of multipliers. */
  public static final List<Setting> ALL = List.of(
      new Setting("macs", "64", "1 to " + AcceleratorConfig.MAX_MULTIPLIERS, "multipliers: columns times inner"),
      new Setting("columns", "", "1 or more", "output columns of the matrix engine; macs decides"),
      new Setting("inner", "", "1 or more", "inputs of each column, and bytes per beat of the constants; macs decides"),
      new Setting("lanes", "", LANES + " that divide columns and inner",
          "elements per cycle behind the engine and in LayerNorm"),
      new Setting("softmax-lanes", "", LANES, "scores per cycle in the softmax"),
      new Setting("context-lanes", "", "a head's elements, or fewer that lanes divides",
          "elements of a value per cycle in attention·V"),
      new Setting("groups", "2", "1 to the tokens", "parts the tokens are cut into"));

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
    return sizing.config(shape, Formats.of(model), groups);
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
    int columns = columnsSet ? positive(settings, "columns") : 0;
    int inner = innerSet ? positive(settings, "inner") : 0;
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

  private static int positive(Settings settings, String name) {
    int value = settings.integer(name);
    if (value < 1) {
      throw new InputException("network: " + name + "=" + value + "; allowed: 1 or more");
    }
    return value;
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
