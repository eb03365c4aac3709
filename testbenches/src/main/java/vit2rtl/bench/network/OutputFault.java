package vit2rtl.bench.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * A fault for demonstrations and tests: the lowest output bit of lane 0 inverted in the emitted text of one place,
 * every other place left as it is.
 *
 * @param place name of the place
 */
public record OutputFault(String place) implements NetworkRun.Change {
  private static final Pattern OUTPUT = Pattern.compile("assign out_data_0 = (.*);");

  @Override
  public RtlDesign apply(Site site, RtlDesign design) {
    return site.name().equals(place)
        ? new RtlDesign(design.topName(), design.language(), inverted(design.text()),
            inverted(design.verificationText()), design.clocks(), design.ports(), design.streams())
        : design;
  }

  private static String inverted(String text) {
    Matcher output = OUTPUT.matcher(text);
    if (!output.find()) {
      throw new IllegalArgumentException("the design has no output out_data_0 to put a fault into");
    }
    return output.replaceFirst("assign out_data_0 = ($1) ^ 1;");
  }
}
