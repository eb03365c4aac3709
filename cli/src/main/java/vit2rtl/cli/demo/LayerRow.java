package vit2rtl.cli.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import vit2rtl.accelerator.cycles.Cause;
import vit2rtl.accelerator.plan.LayerWork;

/**
 * A layer's cycles, its use of the multipliers in percent, and what the engine waited for.
 *
 * @param waits cycles by cause
 * @param cells the same for the table's columns
 */
public record LayerRow(String name, long products, long cycles, long busy, long waiting, double multiplierUse,
    Map<String, Long> waits, @JsonIgnore List<Long> cells) {

  static LayerRow of(LayerWork layer, int multipliers, List<Cause> columns) {
    Map<String, Long> waits = new TreeMap<>();
    layer.waits().forEach((cause, cycles) -> waits.put(cause.name().toLowerCase(Locale.ROOT), cycles));
    return new LayerRow(layer.name(), layer.products(), layer.cycles(), layer.busy(), layer.waiting(),
        PlaceRow.rounded(layer.use(multipliers), 1), waits,
        columns.stream().map(cause -> layer.waits().getOrDefault(cause, 0L)).toList());
  }
}
