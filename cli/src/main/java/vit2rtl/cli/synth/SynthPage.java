package vit2rtl.cli.synth;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.cli.arguments.Sweep;
import vit2rtl.golden.io.AtomicFile;

/** The figures of {@code synth} as one web page: the table, and a picture of every figure over the swept settings. */
final class SynthPage {

  /** Who gave a figure, as the table numbers it. */
  private record Source(int number, String text) {}

  /** A figure's picture. */
  private record Picture(String svg, String source) {}

  private record Row(List<String> cells) {}

  private record Page(String title, List<String> header, List<Row> rows, List<Source> sources, String note,
      List<Picture> pictures) {}

  private SynthPage() {}

  /** Writes the page; {@code note} says what is missing from the figures and why. */
  static void write(Path file, SynthResults results, Sweep axis, String note) {
    List<Source> sources = new ArrayList<>();
    results.sources().forEach(source -> sources.add(new Source(sources.size() + 1, source)));
    SynthPicture pictures = new SynthPicture(results, axis);
    Page page = new Page(results.unit() + " on " + results.target(), results.header(),
        results.rows().stream().map(row -> new Row(results.cells(row))).toList(), sources, note,
        results.columns().stream().map(column -> new Picture(pictures.svg(column), column.source()))
            .filter(picture -> !picture.svg.isEmpty()).toList());
    try (Reader reader = new InputStreamReader(
        SynthPage.class.getResourceAsStream("synth.html"), StandardCharsets.UTF_8)) {
      AtomicFile.write(file, Mustache.compiler().compile(reader).execute(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
