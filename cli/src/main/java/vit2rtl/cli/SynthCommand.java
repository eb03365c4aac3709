package vit2rtl.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.fpga.synth.Synthesis;
import vit2rtl.fpga.synth.SynthesisReport;
import vit2rtl.fpga.synth.Target;
import vit2rtl.golden.io.AtomicFile;

/** {@code synth}: open-tool synthesis of one unit. */
@Command(name = "synth", mixinStandardHelpOptions = true,
    description = "Synthesises one unit with open tools; places and routes it where they can.")
final class SynthCommand implements Callable<Integer> {
  @Mixin
  private UnitArguments unit;

  @Option(names = "--target", required = true, paramLabel = "TARGET",
      description = "ice40-hx8k, ice40-up5k, xc7, xcup or ecp5.")
  private String target;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the report as JSON.")
  private Path json;

  @Override
  public Integer call() throws Exception {
    SynthesisReport report = Synthesis.run(unit.family().bench(unit.settings()).design(), Target.named(target));
    System.out.printf("%s%s on %s (synthesis: %s)%n", unit.family().name(), unit.settings().asArguments(),
        report.target(), report.yosys());
    System.out.printf("  LUT %d, LUT as memory %d, FF %d, DSP %d, BRAM %d, carry %d%n", report.lut(),
        report.lutMemory(), report.ff(), report.dsp(), report.bram(), report.carry());
    report.placement().ifPresent(p -> System.out.printf(Locale.ROOT,
        "  placed and routed: %d logic cells, %.1f MHz (%s)%n", p.logicCells(), p.megahertz(), p.tool()));
    if (json != null) {
      AtomicFile.write(json, new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    }
    return 0;
  }
}
