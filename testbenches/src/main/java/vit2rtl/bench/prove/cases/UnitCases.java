package vit2rtl.bench.prove.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vit2rtl.bench.prove.Contracts;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/**
 * Units in sizes that proofs end for: rows of two beats. Control logic is the same for every length of rows but for the
 * widths of counters and the depths of queues.
 */
public final class UnitCases {
  private static final int BEATS = 2;
  private static final Map<String, Map<String, String>> BESIDE = Map.of(
      "gelu", Map.of("input-bits", "5"),
      "context", Map.of("width", "4", "value-lanes", "2"),
      "matmul", Map.of("columns", "4"),
      "head", Map.of("classes", "4"),
      "embedding", Map.of("width", "4", "patches", "4"));

  private UnitCases() {}

  /** A unit with settings. */
  public static ProofCase of(UnitKind kind, Map<String, String> set) {
    UnitConfig config = kind.config(Settings.of(kind, set));
    return new ProofCase((kind.name() + Settings.asArguments(set)).replace(" --set ", " "), config::create,
        Contracts.of(config));
  }

  /** A unit of a small size; what is beside its length is the standard where nothing smaller is known. */
  public static ProofCase small(UnitKind kind, int lanes, String tables) {
    Map<String, String> set = new LinkedHashMap<>();
    set.put(kind.lengthSetting(), String.valueOf(BEATS * lanes));
    set.putAll(new TreeMap<>(BESIDE.getOrDefault(kind.name(), Map.of())));
    set.put("lanes", String.valueOf(lanes));
    if (kind.settings().stream().anyMatch(setting -> setting.name().equals("tables"))) {
      set.put("tables", tables);
    }
    return of(kind, set);
  }

  /** Every unit, small, with two lanes, its constants baked in. */
  public static List<ProofCase> all() {
    List<ProofCase> cases = new ArrayList<>();
    UnitKinds.all().forEach(kind -> cases.add(small(kind, 2, "baked")));
    return cases;
  }
}
