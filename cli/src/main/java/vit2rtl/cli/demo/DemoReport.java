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
import java.util.Optional;
import vit2rtl.golden.io.AtomicFile;

/**
 * The demo's results as a page with pictures and as JSON. Every figure of cycles is a simulation's, but those of layers,
 * which are the cycle model's.
 *
 * @param heading  what was run, one line
 * @param accuracy of the whole network, one line
 * @param command  the line that repeats it
 * @param tools    versions, one line
 * @param network  the whole network in hardware, where it was run
 * @param units    units one by one, where they were run
 * @param pictures in order
 */
public record DemoReport(String heading, String accuracy, String command, String tools, Optional<NetworkPart> network,
    UnitPart units, List<Picture> pictures) {

  /**
   * A picture of the report.
   *
   * @param title   heading
   * @param caption what is to be seen
   * @param svg     the picture
   */
  public record Picture(String title, String caption, String svg) {}

  /** Writes {@code report.html} and {@code report.json}; returns the page. */
  public Path write(Path folder) {
    AtomicFile.write(folder.resolve("report.json"), json());
    Path page = folder.resolve("report.html");
    AtomicFile.write(page, html());
    return page;
  }

  private boolean equal() {
    return mismatches() == 0 && network.flatMap(part -> part.totals().standstill()).isEmpty();
  }

  private long mismatches() {
    return units.mismatches() + network.map(part -> part.totals().mismatches()).orElse(0L);
  }

  private long elements() {
    return units.elements() + network.map(part -> part.totals().elements()).orElse(0L);
  }

  /** One sentence with the outcome. */
  public String verdict() {
    return String.format(Locale.ROOT, "%,d elements, %,d mismatches: the hardware %s what the golden model computes.",
        elements(), mismatches(), equal() ? "computes" : "does not compute");
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  private record Json(String run, String accuracy, String command, String tools, String source, long elements,
      long mismatches, NetworkPart.Json network, List<PlaceRow> places, List<?> units) {}

  private String json() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(
          new Json(heading, accuracy, command, tools, "simulation", elements(), mismatches(),
              network.map(NetworkPart::json).orElse(null),
              network.map(part -> part.places().rows()).orElseGet(units::rows),
              network.<List<?>>map(part -> part.places().units()).orElseGet(units::units))) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String html() {
    try (Reader reader = new InputStreamReader(DemoReport.class.getResourceAsStream("report.html"),
        StandardCharsets.UTF_8)) {
      Template template = Mustache.compiler().nullValue("").compile(reader);
      return template.execute(new Page(heading, accuracy, command, tools, verdict(), equal() ? "good" : "bad",
          network.map(NetworkPage::of).orElse(null), units.results().isEmpty() ? null : units, units.rows(),
          units.units(), units.waveforms(), pictures));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the template shows of the whole network. */
  private record NetworkPage(String heading, String cycles, String failure, List<Classified> images, List<String> causes,
      List<LayerRow> layers, List<Picture> timelines, List<PlaceRow> tensors) {
    static NetworkPage of(NetworkPart part) {
      return new NetworkPage(part.heading(), part.cycles(), part.failure(),
          part.images(), part.causes(), part.layers(), part.timelines(), part.places().rows());
    }
  }

  private record Page(String heading, String accuracy, String command, String tools, String verdict, String state,
      NetworkPage network, UnitPart unitPart, List<PlaceRow> rows, List<?> units, List<Picture> waveforms,
      List<Picture> pictures) {}
}
