package vit2rtl.cli.arguments;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.units.TableSource;

/** Where a unit's constants come from, as several commands take it: settings, a file of tensors, or a model. */
public final class LayerArguments {
  @Option(names = "--in", paramLabel = "F.safetensors",
      description = "Take the constants (and rows) of this file of tensors, as exec does.")
  private Path in;

  @Option(names = "--model", paramLabel = "M.safetensors",
      description = "Take the constants of every layer of this quantised model that the unit computes.")
  private Path model;

  @Option(names = "--place", paramLabel = "NAME", description = "Of a model, only this layer.")
  private String place;

  /** The units asked for, by the name they are reported under. */
  public Map<String, UnitBench> benches(UnitArguments unit) {
    if (model != null && in != null) {
      throw new InputException("--model and --in both give the constants; leave one out");
    }
    if (place != null && model == null) {
      throw new InputException("--place " + place + " names a layer of a model; give the model with --model");
    }
    if (in != null) {
      SafeTensors tensors = SafeTensors.open(in);
      unit.kind().notices(tensors, unit.settings()).forEach(notice -> Progress.say("warning: " + notice));
      return Map.of(unit.kind().name(), new UnitBench(unit.kind().config(tensors, unit.settings())));
    }
    return model == null
        ? Map.of(unit.kind().name(), new UnitBench(unit.kind().config(unit.settings())))
        : ofModel(unit);
  }

  private Map<String, UnitBench> ofModel(UnitArguments unit) {
    Map<String, UnitBench> all = UnitBench.of(unit.kind().layersOf(ModelFile.any(model), unit.settings()));
    if (all.isEmpty() || place != null && !all.containsKey(place)) {
      throw new InputException(model + " has no layer " + (place == null ? "" : "'" + place + "' ") + "that "
          + unit.kind().name() + " computes" + (all.isEmpty() ? "" : "; it has " + all.keySet()));
    }
    return place == null ? all : Map.of(place, all.get(place));
  }

  /** Rows that a file of tensors brings. */
  public Optional<int[]> rows(UnitArguments unit) {
    return Optional.ofNullable(in).map(file -> unit.kind().rows(SafeTensors.open(file)).ints());
  }

  /** Whether all layers asked for are loaded into one unit. */
  public boolean shareOneUnit(Map<String, UnitBench> benches) {
    return isModel() && benches.values().stream().allMatch(bench -> bench.config().tables() == TableSource.LOADABLE);
  }

  /** Whether a model gives the constants, so that there may be several layers. */
  public boolean isModel() {
    return model != null;
  }

  /** The same without folders, for texts that must not depend on where files are; of every layer where none is named. */
  public String asNames(String layer) {
    return (in == null ? "" : " --in " + in.getFileName()) + (model == null ? "" : " --model " + model.getFileName()
        + (layer.isEmpty() ? "" : " --place " + layer));
  }

  /** What was given, as arguments, for one layer of what was asked for. */
  public String asArguments(String layer) {
    return (in == null ? "" : " --in " + in) + (model == null ? "" : " --model " + model + " --place " + layer);
  }
}
