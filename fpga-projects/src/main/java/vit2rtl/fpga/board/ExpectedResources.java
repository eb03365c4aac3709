package vit2rtl.fpga.board;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vit2rtl.golden.io.AtomicFile;

/**
 * What builds of a board needed when they were last accepted: {@code expected.json} in the board's folder, by the units
 * and settings they were built with. Place and route is repeatable for one version of the tools; between versions
 * counts move a little, hence the tolerance. More than that is drift, up or down, and wants a look.
 */
public final class ExpectedResources {
  /** Percent by which logic cells may differ. */
  public static final int LOGIC_TOLERANCE = 5;

  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String FILE = "expected.json";

  /** Recorded figures of one build. */
  public record Entry(int logicCells, int memories, int multipliers) {
    static Entry of(BoardReport report) {
      return new Entry(report.logicCells(), report.memories(), report.multipliers());
    }
  }

  private final Map<String, Entry> entries;

  ExpectedResources(Map<String, Entry> entries) {
    this.entries = entries;
  }

  public static ExpectedResources of(Board board) {
    try {
      return new ExpectedResources(JSON.readValue(Board.optionalFile(board.name(), FILE).orElse("{}"),
          new TypeReference<TreeMap<String, Entry>>() { }));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The recorded builds: units with their settings. */
  public Set<String> builds() {
    return entries.keySet();
  }

  /** The figures recorded for these units with these settings. */
  public Optional<Entry> entry(String units) {
    return Optional.ofNullable(entries.get(units));
  }

  /** A sentence per figure that left its tolerance; empty too where nothing is recorded for these units. */
  public List<String> drift(BoardReport report) {
    List<String> drift = new ArrayList<>();
    entry(report.units()).ifPresent(expected -> {
      double percent = 100.0 * (report.logicCells() - expected.logicCells()) / expected.logicCells();
      if (Math.abs(percent) > LOGIC_TOLERANCE) {
        drift.add(String.format(Locale.ROOT, "%d logic cells; recorded: %d (%+.1f %%; allowed: %d %%)",
            report.logicCells(), expected.logicCells(), percent, LOGIC_TOLERANCE));
      }
      if (report.memories() != expected.memories()) {
        drift.add(report.memories() + " block memories; recorded: " + expected.memories());
      }
      if (report.multipliers() != expected.multipliers()) {
        drift.add(report.multipliers() + " multiplier blocks; recorded: " + expected.multipliers());
      }
    });
    return drift;
  }

  /** Records a build in a source tree's board folder. */
  public void accept(BoardReport report, Path sources) {
    Map<String, Entry> changed = new TreeMap<>(entries);
    changed.put(report.units(), Entry.of(report));
    Path file = sources.resolve("fpga-projects/boards").resolve(report.board()).resolve(FILE);
    try {
      AtomicFile.write(file, JSON.writeValueAsString(changed) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
