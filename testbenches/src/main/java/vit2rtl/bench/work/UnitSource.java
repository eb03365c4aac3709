package vit2rtl.bench.work;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.golden.fleet.Sha256;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/**
 * A unit's configurations as every process makes them: from settings, from a file of tensors, or from a model; files lie
 * under the same paths everywhere.
 *
 * @param kind  name of the unit
 * @param set   settings as the user gave them
 * @param in    file of tensors, or empty
 * @param model quantised model, or empty
 * @param place of a model, only this layer, or empty
 */
public record UnitSource(String kind, LinkedHashMap<String, String> set, String in, String model, String place)
    implements Serializable {

  /** Layers by name; the unit's own name where no model gives several. */
  public Map<String, UnitConfig> configs() {
    UnitKind unit = UnitKinds.named(kind);
    Settings settings = Settings.of(unit, set);
    if (!in.isEmpty()) {
      return Map.of(kind, unit.config(SafeTensors.open(Path.of(in)), settings));
    }
    if (model.isEmpty()) {
      return Map.of(kind, unit.config(settings));
    }
    Map<String, UnitConfig> all = unit.layersOf(ModelFile.any(Path.of(model)), settings);
    if (all.isEmpty() || !place.isEmpty() && !all.containsKey(place)) {
      throw new InputException(model + " has no layer " + (place.isEmpty() ? "" : "'" + place + "' ") + "that " + kind
          + " computes" + (all.isEmpty() ? "" : "; it has " + all.keySet()));
    }
    return place.isEmpty() ? all : Map.of(place, all.get(place));
  }

  /** Rows that a file of tensors brings. */
  public Optional<int[]> rows() {
    return in.isEmpty() ? Optional.empty()
        : Optional.of(UnitKinds.named(kind).rows(SafeTensors.open(Path.of(in))).ints());
  }

  /** What results depend on: the settings, and SHA-256 of the files. */
  List<String> inputs() {
    return List.of(kind, set.toString(), sum(in), sum(model), place);
  }

  private static String sum(String file) {
    try {
      return file.isEmpty() ? "" : new Sha256().bytes(Files.readAllBytes(Path.of(file))).hex();
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
