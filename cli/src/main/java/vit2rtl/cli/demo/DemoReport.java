package vit2rtl.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import vit2rtl.bench.network.SiteResult;
import vit2rtl.bench.network.UnitSummary;
import vit2rtl.golden.io.AtomicFile;

/**
 * The demo's results as a page with pictures and as JSON. Every figure of cycles is a simulation's.
 *
 * @param heading  what was run, one line
 * @param accuracy of the whole network, one line
 * @param command  the line that repeats it
 * @param tools    versions, one line
 * @param results  of every place
 * @param pictures in order
 */
public record DemoReport(
    String heading, String accuracy, String command, String tools, List<SiteResult> results, List<Picture> pictures) {

  /**
   * A picture of the report.
   *
   * @param title   heading
   * @param caption what is to be seen
   * @param svg     the picture
   */
  public record Picture(String title, String caption, String svg) {}

  /** One line of the table. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(String unit, String place, long elements, long mismatches, long cycles, double elementsPerCycle,
      long latency, int statedLatency, double percentOffDouble, int largestOffDouble, double meanError,
      String firstMismatch) {

    static Row of(SiteResult r) {
      return new Row(r.site().unit(), r.site().name(), r.elements(), r.mismatches(), r.free().cycles(),
          rounded(r.free().elementsPerCycle(), 3), r.free().latency(), r.statedLatency(),
          rounded(r.accuracy().percentDifferent(), 4), r.accuracy().largest(), rounded(r.accuracy().meanError(), 6),
          r.free().first().or(() -> r.stalled().first()).map(Object::toString).orElse(null));
    }

    private static double rounded(double value, int digits) {
      double unit = Math.pow(10, digits);
      return Math.rint(value * unit) / unit;
    }
  }

  /** Writes {@code report.html} and {@code report.json}; returns the page. */
  public Path write(Path folder) {
    AtomicFile.write(folder.resolve("report.json"), json());
    Path page = folder.resolve("report.html");
    AtomicFile.write(page, html());
    return page;
  }

  public boolean equal() {
    return mismatches() == 0;
  }

  long mismatches() {
    return results.stream().mapToLong(SiteResult::mismatches).sum();
  }

  long elements() {
    return results.stream().mapToLong(SiteResult::elements).sum();
  }

  /** One sentence with the outcome. */
  public String verdict() {
    return String.format(Locale.ROOT, "%,d elements, %,d mismatches: the hardware %s what the golden model computes.",
        elements(), mismatches(), equal() ? "computes" : "does not compute");
  }

  List<Row> rows() {
    return results.stream().map(Row::of).toList();
  }

  List<UnitSummary> units() {
    return UnitSummary.of(results);
  }

  /** Ports at the first output of the first place of every unit, or around the first mismatch. */
  List<Picture> waveforms() {
    return units().stream().map(unit -> results.stream().filter(r -> r.site().unit().equals(unit.unit()))
        .min((a, b) -> Boolean.compare(a.passed(), b.passed())).orElseThrow())
        .map(r -> new Picture(r.site().unit() + " at " + r.site().name(),
            r.mismatches() == 0 ? "ports around the first beat out" : "ports around the first mismatch",
            WavePicture.of(r.evidence().ports()))).toList();
  }

  private record Json(String run, String accuracy, String command, String tools, String source, long elements,
      long mismatches, List<Row> places, List<UnitSummary> units) {}

  private String json() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(
          new Json(heading, accuracy, command, tools, "simulation", elements(), mismatches(), rows(), units())) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String html() {
    try (Reader reader = new InputStreamReader(DemoReport.class.getResourceAsStream("report.html"),
        StandardCharsets.UTF_8)) {
      Template template = Mustache.compiler().compile(reader);
      return template.execute(new Page(heading, accuracy, command, tools, verdict(), equal() ? "good" : "bad", rows(),
          units(), pictures, waveforms()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Page(String heading, String accuracy, String command, String tools, String verdict, String state,
      List<Row> rows, List<UnitSummary> units, List<Picture> pictures, List<Picture> waveforms) {}
}
