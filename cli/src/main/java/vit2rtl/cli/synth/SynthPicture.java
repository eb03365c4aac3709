package vit2rtl.cli.synth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import vit2rtl.cli.arguments.Sweep;
import vit2rtl.fpga.synth.Figure;
import vit2rtl.golden.io.AtomicFile;

/** Figures of a swept unit as curves over the first swept setting, a curve for every combination of the others. */
final class SynthPicture {
  private final SynthResults results;
  private final Sweep axis;

  SynthPicture(SynthResults results, Sweep axis) {
    this.results = results;
    this.axis = axis;
  }

  /** The counts of synthesis of which the unit has any, in one picture; for standard cells, the area. */
  void write(Path file) {
    List<SynthResults.Column> counts = results.columns().stream()
        .filter(column -> column.source().startsWith(Figure.Kind.SYNTHESIS.toString())).toList();
    String measure = counts.get(0).unit();
    XYChart chart = chart(900, 560, results.unit() + " on " + results.target() + " (synthesis)",
        measure.isEmpty() ? "cells" : counts.get(0).title());
    counts.stream().filter(column -> column.unit().equals(measure))
        .forEach(column -> add(chart, column, column.name() + " "));
    AtomicFile.write(file, part -> Files.write(part,
        BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG)));
  }

  /** One figure as an SVG picture, or nothing where every size has none of it. */
  String svg(SynthResults.Column column) {
    XYChart chart = chart(520, 320, column.title(), column.title());
    add(chart, column, "");
    if (chart.getSeriesMap().isEmpty()) {
      return "";
    }
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, svg, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = svg.toString(StandardCharsets.UTF_8);
    return text.substring(text.indexOf("<svg"));
  }

  private XYChart chart(int width, int height, String title, String yTitle) {
    XYChart chart = new XYChartBuilder().width(width).height(height).title(title).xAxisTitle(axis.key())
        .yAxisTitle(yTitle).build();
    // From zero, so that a curve looks as steep as it is.
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  private void add(XYChart chart, SynthResults.Column column, String prefix) {
    List<Double> x = axis.numbers();
    Map<String, List<SynthResults.Row>> curves = results.rows().stream().collect(
        Collectors.groupingBy(this::others, LinkedHashMap::new, Collectors.toList()));
    curves.forEach((others, rows) -> {
      List<Double> y = rows.stream().map(row -> row.figure(column).map(Figure::value).orElse(0.0)).toList();
      if (y.stream().anyMatch(value -> value > 0)) {
        String name = (prefix + others).strip();
        chart.addSeries(name.isEmpty() ? column.title() : name, x, y);
      }
    });
  }

  /** The settings of a size that other sizes have otherwise and that are not on the axis. */
  private String others(SynthResults.Row row) {
    return row.settings().entrySet().stream().filter(setting -> !setting.getKey().equals(axis.key()))
        .filter(setting -> results.rows().stream()
            .anyMatch(other -> !other.settings().get(setting.getKey()).equals(setting.getValue())))
        .map(setting -> setting.getKey() + "=" + setting.getValue()).collect(Collectors.joining(" "));
  }
}
