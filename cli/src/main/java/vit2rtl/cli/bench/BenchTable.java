package vit2rtl.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import vit2rtl.bench.speed.Measurement;
import vit2rtl.cli.output.Progress;
import vit2rtl.cli.output.WhenStopped;
import vit2rtl.golden.io.AtomicFile;

/** Measurements as a table and as JSON, row by row, with the time that the rest takes. */
final class BenchTable implements AutoCloseable {
  private final Path json;
  private final Map<String, Object> circumstances;
  private final List<Measurement> rows = new CopyOnWriteArrayList<>();
  private final long start = System.nanoTime();
  private final WhenStopped kept = WhenStopped.tell(this::stopped);
  private int expected;

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
    write(Map.of());
    if (rows.size() < expected) {
      double left = (System.nanoTime() - start) * 1e-9 / rows.size() * (expected - rows.size());
      Progress.say(String.format(Locale.ROOT, "%d of %d rows, about %.0f s left", rows.size(), expected, left));
    }
  }

  /** So many rows are still to come, as far as one knows; only the time left depends on it. */
  void expect(int more) {
    expected = rows.size() + more;
  }

  private void stopped() {
    Progress.say("stopped after " + rows.size() + (rows.size() == 1 ? " row" : " rows")
        + (expected > rows.size() ? " of " + expected : "") + (json == null ? "" : "; " + json + " has what is there"));
    write(Map.of("stopped", true));
  }

  @Override
  public void close() {
    kept.close();
  }

  /** Whether every target is reached. */
  boolean reached() {
    return rows.stream().allMatch(Measurement::reached);
  }

  private void write(Map<String, Object> more) {
    if (json == null) {
      return;
    }
    Map<String, Object> report = new LinkedHashMap<>(circumstances);
    report.putAll(more);
    report.put("measurements", rows);
    try {
      AtomicFile.write(json, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
