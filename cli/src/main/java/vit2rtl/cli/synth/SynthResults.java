package vit2rtl.cli.synth;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vit2rtl.fpga.synth.Figure;

/**
 * Figures of one unit at several sizes.
 *
 * @param unit   the unit
 * @param target the device
 * @param rows   one per size
 */
record SynthResults(String unit, String target, List<Row> rows) {

  /**
   * One size.
   *
   * @param settings the settings that the user gave or swept
   * @param figures  what it needs
   */
  record Row(Map<String, String> settings, List<Figure> figures) {

    /** "lanes=2: LUT 310, FF 200". */
    String text() {
      return settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" "))
          + ": " + figures.stream().map(Figure::named).collect(Collectors.joining(", "));
    }

    /** The figure of a column, where this size has it. */
    Optional<Figure> figure(Column column) {
      return figures.stream().filter(figure -> Column.of(figure).equals(column)).findFirst();
    }
  }

  /**
   * Figures of the same meaning and source at every size.
   *
   * @param name   what they count
   * @param unit   unit, empty for counts
   * @param source kind, tool and version
   */
  record Column(String name, String unit, String source) {
    static Column of(Figure figure) {
      return new Column(figure.name(), figure.unit(), figure.source());
    }

    String title() {
      return unit.isEmpty() ? name : name + " (" + unit + ")";
    }
  }

  List<Column> columns() {
    return rows.stream().flatMap(row -> row.figures.stream()).map(Column::of).distinct().toList();
  }

  /** Kinds and tools, each once. */
  List<String> sources() {
    return List.copyOf(columns().stream().map(Column::source).collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** Names of settings and figures, the latter with the number of their source. */
  List<String> header() {
    List<String> header = new ArrayList<>(rows.get(0).settings.keySet());
    List<String> sources = sources();
    columns().forEach(column -> header.add(column.title() + " [" + (sources.indexOf(column.source) + 1) + "]"));
    return header;
  }

  /** One size's settings and figures, as {@link #header} names them. */
  List<String> cells(Row row) {
    List<String> cells = new ArrayList<>(row.settings.values());
    columns().forEach(column -> cells.add(row.figure(column).map(Figure::text).orElse("")));
    return cells;
  }

  /** The table in plain text, sources below it. */
  String text() {
    List<List<String>> lines = new ArrayList<>(List.of(header()));
    rows.forEach(row -> lines.add(cells(row)));
    StringBuilder text = new StringBuilder(unit + " on " + target + "\n");
    for (List<String> line : lines) {
      for (int i = 0; i < line.size(); i++) {
        int column = i;
        int width = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
        text.append("  ").append(" ".repeat(width - line.get(i).length())).append(line.get(i));
      }
      text.append('\n');
    }
    List<String> sources = sources();
    for (int i = 0; i < sources.size(); i++) {
      text.append("  [").append(i + 1).append("] ").append(sources.get(i)).append('\n');
    }
    return text.toString();
  }
}
