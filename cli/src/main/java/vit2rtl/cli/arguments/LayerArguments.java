package vit2rtl.cli.arguments;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.work.UnitSource;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;

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
    return UnitBench.of(source(unit).configs());
  }

  /** The same for other processes; what does not go together is refused, and what is odd in a file is said. */
  public UnitSource source(UnitArguments unit) {
    if (model != null && in != null) {
      throw new InputException("--model and --in both give the constants; leave one out");
    }
    if (place != null && model == null) {
      throw new InputException("--place " + place + " names a layer of a model; give the model with --model");
    }
    if (in != null) {
      unit.kind().notices(SafeTensors.open(in), unit.settings()).forEach(notice -> Progress.say("warning: " + notice));
    }
    return new UnitSource(unit.kind().name(), new LinkedHashMap<>(unit.set()), in == null ? "" : in.toString(),
        model == null ? "" : model.toString(), place == null ? "" : place);
  }

  /** Rows that a file of tensors brings. */
  public Optional<int[]> rows(UnitArguments unit) {
    return Optional.ofNullable(in).map(file -> unit.kind().rows(SafeTensors.open(file)).ints());
  }

  /** Whether all layers asked for are loaded into one unit. */
  public boolean shareOneUnit(Map<String, UnitBench> benches) {
    return shareOneUnit(benches.values().stream().map(UnitBench::config));
  }

  /** The same of layers that no bench was made for. */
  public boolean shareOneUnit(Stream<UnitConfig> configs) {
    return isModel() && configs.allMatch(config -> config.tables() == TableSource.LOADABLE);
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
