package vit2rtl.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vit2rtl.bench.speed.Measurement;
import vit2rtl.golden.io.AtomicFile;

/** Measurements as a table and as JSON. */
final class BenchTable {
  private final Path json;
  private final Map<String, Object> circumstances;
  private final List<Measurement> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param json          file that has them, too; null for none
   * @param circumstances versions and settings, by name
   */
  BenchTable(Path json, Map<String, Object> circumstances) {
    this.json = json;
    this.circumstances = circumstances;
    System.out.printf("%-44s %10s  %-9s %-24s %8s  %s%n", "what", "ours", "", "peer", "ratio", "target");
  }

  /** Prints a measurement and writes the file anew, so that a run that is stopped has left what it had. */
  void add(Measurement row) {
    rows.add(row);
    boolean alone = row.peerName().isEmpty();
    System.out.printf(Locale.ROOT, "%-44s %10.2f  %-9s %-24s %8s  %s%n", row.what(), row.ours(), row.unit(),
        alone ? "" : String.format(Locale.ROOT, "%s %.2f", row.peerName(), row.peer()),
        alone ? "" : String.format(Locale.ROOT, "%.2f x", row.ratio()),
        row.target().isEmpty() ? "" : row.target() + ": " + (row.reached() ? "reached" : "missed"));
    if (json != null) {
      write();
    }
  }

  /** Whether every target is reached. */
  boolean reached() {
    return rows.stream().allMatch(Measurement::reached);
  }

  private void write() {
    Map<String, Object> report = new LinkedHashMap<>(circumstances);
    report.put("measurements", rows);
    try {
      AtomicFile.write(json, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
