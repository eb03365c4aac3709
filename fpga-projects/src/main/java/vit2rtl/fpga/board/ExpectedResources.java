package vit2rtl.fpga.board;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vit2rtl.golden.io.AtomicFile;

/**
 * What builds of a board needed when they were last accepted: {@code expected.json} in the board's folder, by the units
 * and settings they were built with, and by the versions of the tools. Place and route is repeatable for one version;
 * between packagings of it counts may move a little, hence a tolerance for logic. More than that is drift, up or down,
 * and wants a look.
 */
public final class ExpectedResources {
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String FILE = "expected.json";

  /** Recorded figures of one build. */
  public record Entry(int logicCells, int memories, int multipliers) {
    static Entry of(BoardReport report) {
      return new Entry(report.logicCells(), report.memories(), report.multipliers());
    }
  }

  private final Map<String, Map<String, Entry>> entries;

  ExpectedResources(Map<String, Map<String, Entry>> entries) {
    this.entries = entries;
  }

  public static ExpectedResources of(Board board) {
    return parse(board.name(), Board.optionalFile(board.name(), FILE).orElse("{}"));
  }

  /** Of the text of a board's {@code expected.json}. */
  static ExpectedResources parse(String board, String text) {
    return new ExpectedResources(BoardJson.figures(board + "/" + FILE, text, new TypeReference<>() { }));
  }

  /** The recorded builds: units with their settings. */
  public Set<String> builds() {
    return entries.keySet();
  }

  /** Whether anything is recorded for these units with these settings. */
  public boolean has(String units) {
    return entries.containsKey(units);
  }

  private Recorded<Entry> recorded(BoardReport report) {
    return new Recorded<>(entries.getOrDefault(report.units(), Map.of()));
  }

  private static String tools(BoardReport report) {
    return ToolVersions.of(report.synthesis(), report.placement());
  }

  /** A sentence where the build is compared with one that other versions of the tools made. */
  public Optional<String> note(BoardReport report) {
    return recorded(report).note(tools(report));
  }

  /** A sentence per figure that left its tolerance; empty too where nothing is recorded for these units. */
  public List<String> drift(BoardReport report) {
    List<String> drift = new ArrayList<>();
    String tools = tools(report);
    Recorded<Entry> recorded = recorded(report);
    recorded.figures(tools).ifPresent(expected -> {
      recorded.drift(tools, report.logicCells() + " logic cells", report.logicCells(), expected.logicCells(), false)
          .ifPresent(drift::add);
      recorded.drift(tools, report.memories() + " block memories", report.memories(), expected.memories(), true)
          .ifPresent(drift::add);
      recorded.drift(tools, report.multipliers() + " multiplier blocks", report.multipliers(), expected.multipliers(),
          true).ifPresent(drift::add);
    });
    return drift;
  }

  /** Records a build in a source tree's board folder. */
  public void accept(BoardReport report, Path sources) {
    Map<String, Map<String, Entry>> changed = new TreeMap<>(entries);
    changed.put(report.units(), recorded(report).with(tools(report), Entry.of(report)));
    Path file = sources.resolve("fpga-projects/boards").resolve(report.board()).resolve(FILE);
    try {
      AtomicFile.write(file, JSON.writeValueAsString(changed) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
