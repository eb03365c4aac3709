package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** Units in sizes that proofs end for: control logic is the same for every length of rows but for counters' widths. */
public final class UnitCases {
  private static final Map<String, Map<String, String>> SMALL = Map.of(
      "layernorm", Map.of("channels", "8"),
      "softmax", Map.of("length", "8"),
      "ptf", Map.of("channels", "8"),
      "requantize", Map.of("channels", "8"),
      "gelu", Map.of("channels", "8", "input-bits", "5"),
      "context", Map.of("tokens", "8", "width", "4", "value-lanes", "2"),
      "matmul", Map.of("inner", "8", "columns", "4"),
      "head", Map.of("inner", "8", "classes", "4"),
      "embedding", Map.of("inner", "8", "width", "4", "patches", "4"));

  private UnitCases() {}

  /** A unit with settings. */
  public static ProofCase of(UnitKind kind, Map<String, String> set) {
    UnitConfig config = kind.config(Settings.of(kind, set));
    return new ProofCase((kind.name() + Settings.asArguments(set)).replace(" --set ", " "), config::create,
        Contracts.of(config));
  }

  /** A unit of a small size; the standard one where none is known. */
  public static ProofCase small(UnitKind kind, String lanes, String tables) {
    Map<String, String> set = new LinkedHashMap<>(SMALL.getOrDefault(kind.name(), Map.of()));
    set.put("lanes", lanes);
    if (kind.settings().stream().anyMatch(setting -> setting.name().equals("tables"))) {
      set.put("tables", tables);
    }
    return of(kind, set);
  }

  /** Every unit, small, with two lanes, its constants baked in. */
  public static List<ProofCase> all() {
    List<ProofCase> cases = new ArrayList<>();
    UnitKinds.all().forEach(kind -> cases.add(small(kind, "2", "baked")));
    return cases;
  }
}
