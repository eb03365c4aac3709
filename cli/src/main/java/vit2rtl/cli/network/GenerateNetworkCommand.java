package vit2rtl.cli.network;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.file.ModelBin;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.TextHeader;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.units.Setting;

/** {@code generate network}: RTL of the whole network, and its constants. */
@Command(name = "network", mixinStandardHelpOptions = true,
    description = "Writes the RTL of a whole network, pixels in and logits out, and model.bin, the constants that it"
        + " takes as a stream. The RTL runs every model of the same shape whose integers are no wider.")
public final class GenerateNetworkCommand implements Callable<Integer> {
  @Mixin
  private NetworkArguments network;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder to write into.")
  private Path out;

  @Option(names = "--language", defaultValue = "verilog",
      description = "verilog, systemverilog or vhdl. Default: ${DEFAULT-VALUE}.")
  private Language language;

  @Option(names = "--constants", defaultValue = "stream", description = ConstantSource.DESCRIPTION)
  private ConstantSource source;

  @Option(names = "--settings", description = "List the settings instead.")
  private boolean listSettings;

  @Override
  public Integer call() {
    if (listSettings) {
      for (Setting s : NetworkSettings.ALL) {
        System.out.printf("%-14s %-8s %-48s %s%n", s.name(), s.standard().isEmpty() ? "suited" : s.standard(),
            s.allowed(), s.meaning());
      }
      return 0;
    }
    if (out == null) {
      throw new InputException("generate network needs --out DIR, the folder to write into");
    }
    Outputs.folders(out);
    QuantizedVit model = network.model();
    AcceleratorConfig config = network.config(model);
    Program program = ProgramBuilder.build(config, model);
    RtlDesign design = Hdl.elaborate(() -> source.accelerator(config, model), language);
    Path file = out.resolve(design.topName() + "." + language.extension());
    AtomicFile.write(file, header().before(language, design.text()));
    Path constants = out.resolve("model.bin");
    ModelBin.write(constants, program);
    System.out.println(network.heading(config));
    System.out.printf("%s: %d lines%n", file, design.text().lines().count());
    for (Port port : design.ports()) {
      System.out.printf("  %-4s %-22s %3d bits%s%n", port.direction().toString().toLowerCase(java.util.Locale.ROOT),
          port.name(), port.width(), port.signed() ? " signed" : "");
    }
    System.out.printf("%s: %d jobs, %d bytes of constants per image, format %d%n", constants, program.jobs().size(),
        program.stream().length, ModelBin.VERSION);
    return 0;
  }

  private TextHeader header() {
    String constants = source == ConstantSource.STREAM ? "" : " --constants " + source;
    return new TextHeader("network", "generate network" + network.asNames() + constants);
  }
}
