package vit2rtl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import vit2rtl.fpga.synth.Figure;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;

/** Figures of a swept unit as curves: those of synthesis, of which a unit has any. */
final class SynthPicture {
  private SynthPicture() {}

  static void write(Path file, String title, String setting, List<SynthCommand.Row> rows) {
    XYChart chart = new XYChartBuilder().width(900).height(560).title(title + " (synthesis)").xAxisTitle(setting)
        .yAxisTitle("cells").build();
    List<Double> x = rows.stream().map(row -> number(setting, row.settings().get(setting))).toList();
    for (Figure shown : rows.get(0).figures()) {
      List<Double> y = rows.stream().map(row -> row.figures().stream().filter(f -> f.name().equals(shown.name()))
          .findFirst().orElse(shown).value()).toList();
      if (shown.kind() == Figure.Kind.SYNTHESIS && y.stream().anyMatch(v -> v > 0)) {
        chart.addSeries(shown.name() + (shown.unit().isEmpty() ? "" : " (" + shown.unit() + ")"), x, y);
      }
    }
    AtomicFile.write(file, part -> {
      byte[] image = BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
      Files.write(part, image);
    });
  }

  private static double number(String setting, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new InputException("synth: --picture over " + setting + "=" + value + "; allowed: settings that are numbers");
    }
  }
}
