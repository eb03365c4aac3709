package vit2rtl.fpga.board;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vit2rtl.fpga.synth.Figure;
import vit2rtl.golden.io.AtomicFile;

/**
 * What Yosys made of a board's builds when they were last accepted: {@code expected-synthesis.json} in the folder of a
 * board that is not placed and routed everywhere, by the units and settings, and by Yosys' version. Look-up tables,
 * flip-flops and carries have a tolerance, block memories and multipliers none.
 */
public final class ExpectedSynthesis {
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String FILE = "expected-synthesis.json";
  private static final Set<String> EXACT = Set.of("DSP", "BRAM");

  private final String board;
  private final Map<String, Map<String, Map<String, Long>>> entries;

  ExpectedSynthesis(String board, Map<String, Map<String, Map<String, Long>>> entries) {
    this.board = board;
    this.entries = entries;
  }

  /** Empty for a board whose builds are judged by what place and route gives. */
  public static Optional<ExpectedSynthesis> of(Board board) {
    return Board.optionalFile(board.name(), FILE).map(text -> parse(board.name(), text));
  }

  /** Of the text of a board's {@code expected-synthesis.json}. */
  static ExpectedSynthesis parse(String board, String text) {
    return new ExpectedSynthesis(board, BoardJson.figures(board + "/" + FILE, text, new TypeReference<>() { }));
  }

  /** The recorded builds: units with their settings. */
  public Set<String> builds() {
    return entries.keySet();
  }

  private Recorded<Map<String, Long>> recorded(String units) {
    return new Recorded<>(entries.getOrDefault(units, Map.of()));
  }

  private static String tools(List<Figure> figures) {
    return ToolVersions.of(figures.get(0).tool());
  }

  /** A sentence where the figures are compared with those of another version. */
  public Optional<String> note(String units, List<Figure> figures) {
    return recorded(units).note(tools(figures));
  }

  /** A sentence per figure that left its tolerance; empty too where nothing is recorded for these units. */
  public List<String> drift(String units, List<Figure> figures) {
    String tools = tools(figures);
    Recorded<Map<String, Long>> recorded = recorded(units);
    Map<String, Long> expected = recorded.figures(tools).orElse(Map.of());
    return figures.stream().filter(figure -> expected.containsKey(figure.name()))
        .flatMap(figure -> recorded.drift(tools, figure.named(), Math.round(figure.value()),
            expected.get(figure.name()), EXACT.contains(figure.name())).stream()).toList();
  }

  /** Records a build in a source tree's board folder. */
  public void accept(String units, List<Figure> figures, Path sources) {
    Map<String, Map<String, Map<String, Long>>> changed = new TreeMap<>(entries);
    Map<String, Long> counts = new TreeMap<>();
    figures.forEach(figure -> counts.put(figure.name(), Math.round(figure.value())));
    changed.put(units, recorded(units).with(tools(figures), counts));
    try {
      AtomicFile.write(sources.resolve("fpga-projects/boards").resolve(board).resolve(FILE),
          JSON.writeValueAsString(changed) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
