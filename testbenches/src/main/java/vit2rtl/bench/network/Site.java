package vit2rtl.bench.network;

import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitConfig;

/**
 * One place of a network where a unit works.
 *
 * @param name   of the place
 * @param config the unit with this place's constants
 * @param rows   what arrives here, row-major
 */
public record Site(String name, UnitConfig config, int[] rows) {

  /** Name of the unit, as the command line knows it. */
  public String unit() {
    return config.kind().name();
  }

  /** The settings that {@code exec} and {@code verify} need beside {@link #tensors}, as arguments. */
  public String settings() {
    Map<String, String> settings = new LinkedHashMap<>(config.settings());
    settings.put("lanes", String.valueOf(config.rows().lanes()));
    return Settings.asArguments(settings);
  }

  /** This place's rows and constants as a file of tensors that {@code exec} and {@code verify --in} read. */
  public SafeTensorsWriter tensors() {
    return config.tensors(rows).metadata("site", name);
  }
}
