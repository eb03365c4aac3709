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
import vit2rtl.fpga.synth.Figure;
import vit2rtl.golden.io.AtomicFile;

/**
 * What Yosys made of a board's builds when they were last accepted: {@code expected-synthesis.json} in the folder of a
 * board that is not placed and routed everywhere, by the units and settings. Look-up tables, flip-flops and carries may
 * differ by {@link ExpectedResources#LOGIC_TOLERANCE} percent between versions, block memories and multipliers not at
 * all.
 */
public final class ExpectedSynthesis {
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String FILE = "expected-synthesis.json";
  private static final Set<String> EXACT = Set.of("DSP", "BRAM");

  private final String board;
  private final Map<String, Map<String, Long>> entries;

  ExpectedSynthesis(String board, Map<String, Map<String, Long>> entries) {
    this.board = board;
    this.entries = entries;
  }

  /** Empty for a board whose builds are judged by what place and route gives. */
  public static Optional<ExpectedSynthesis> of(Board board) {
    return Board.optionalFile(board.name(), FILE).map(text -> {
      try {
        return new ExpectedSynthesis(board.name(),
            JSON.readValue(text, new TypeReference<TreeMap<String, Map<String, Long>>>() { }));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** The recorded builds: units with their settings. */
  public Set<String> builds() {
    return entries.keySet();
  }

  /** A sentence per figure that left its tolerance; empty too where nothing is recorded for these units. */
  public List<String> drift(String units, List<Figure> figures) {
    List<String> drift = new ArrayList<>();
    Map<String, Long> recorded = entries.getOrDefault(units, Map.of());
    for (Figure figure : figures) {
      Long expected = recorded.get(figure.name());
      if (expected == null || figure.value() == expected) {
        continue;
      }
      double percent = 100.0 * (figure.value() - expected) / Math.max(1, expected);
      boolean exact = EXACT.contains(figure.name());
      if (exact || Math.abs(percent) > ExpectedResources.LOGIC_TOLERANCE) {
        drift.add(String.format(Locale.ROOT, "%s; recorded: %d (%+.1f %%; allowed: %d %%)", figure.named(), expected,
            percent, exact ? 0 : ExpectedResources.LOGIC_TOLERANCE));
      }
    }
    return drift;
  }

  /** Records a build in a source tree's board folder. */
  public void accept(String units, List<Figure> figures, Path sources) {
    Map<String, Map<String, Long>> changed = new TreeMap<>(entries);
    Map<String, Long> counts = new TreeMap<>();
    figures.forEach(figure -> counts.put(figure.name(), Math.round(figure.value())));
    changed.put(units, counts);
    try {
      AtomicFile.write(sources.resolve("fpga-projects/boards").resolve(board).resolve(FILE),
          JSON.writeValueAsString(changed) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
