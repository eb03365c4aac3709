package vit2rtl.bench.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * A fault for demonstrations and tests: the lowest output bit of lane 0 inverted in the emitted text of one unit inside
 * a design.
 *
 * @param module the unit's module
 */
public record ModuleFault(String module) {
  private static final Pattern OUTPUT = Pattern.compile("assign out_data_0 = (.*);");

  public RtlDesign apply(RtlDesign design) {
    return new RtlDesign(design.topName(), design.language(), inverted(design.text()),
        inverted(design.verificationText()), design.clocks(), design.ports(), design.streams());
  }

  private String inverted(String text) {
    Matcher unit = Pattern.compile("(?ms)^module " + module + " \\(.*?^endmodule").matcher(text);
    if (!unit.find()) {
      throw new InputException("the accelerator has no module " + module + " to put a fault into; allowed: places of"
          + " layernorm, softmax and ptf");
    }
    Matcher output = OUTPUT.matcher(unit.group());
    if (!output.find()) {
      throw new IllegalArgumentException("module " + module + " has no output out_data_0 to put a fault into");
    }
    return text.substring(0, unit.start()) + output.replaceFirst("assign out_data_0 = ($1) ^ 1;")
        + text.substring(unit.end());
  }
}
