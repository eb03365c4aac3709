package vit2rtl.cli.synth;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.cli.network.ConstantSource;
import vit2rtl.fpga.synth.HierarchicalSynthesis;
import vit2rtl.fpga.synth.Part;
import vit2rtl.fpga.synth.SynthesisReport;
import vit2rtl.fpga.synth.Target;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.RtlDesign;

/** {@code synth network}: open-tool synthesis of a whole network's accelerator. */
@Command(name = "network", mixinStandardHelpOptions = true,
    description = "Synthesises the accelerator of a whole network with Yosys, module by module, and says what every part"
        + " needs and which devices it fits. Minutes; it is not placed and routed.")
final class SynthNetworkCommand implements Callable<Integer> {
  @Mixin
  private NetworkArguments network;

  @Mixin
  private SynthArguments synth;

  @Option(names = "--constants", defaultValue = "stream", description = ConstantSource.DESCRIPTION)
  private ConstantSource constants;

  @Option(names = "--lut-memories", paramLabel = "WORDS", defaultValue = "0",
      description = "Memories of up to so many words are made of look-up tables, where block memories are short."
          + " Default: Yosys decides.")
  private int shallow;

  private final StringBuilder parts = new StringBuilder();

  @Override
  public Integer call() {
    synth.requireTarget();
    if (shallow < 0) {
      throw new InputException("synth network: --lut-memories " + shallow + "; allowed: 0 or more words");
    }
    synth.sizes(network.set(), NetworkArguments::settings);
    QuantizedVit model = network.model();
    try {
      return synth.run("network", network.set(), size -> network.config(model, size), size -> {
        AcceleratorConfig config = network.config(model, size);
        parts.append(network.heading(config)).append(", constants from a ").append(constants).append('\n');
        return Hdl.elaborate(() -> constants.accelerator(config, model));
      }, this::synthesise);
    } finally {
      System.out.print(parts);
    }
  }

  private SynthesisReport synthesise(RtlDesign design, Target target) {
    HierarchicalSynthesis result = HierarchicalSynthesis.run(design, target, shallow);
    parts.append(line("part", "LUT", "LUT memory", "FF", "DSP", "BRAM"));
    for (Map.Entry<String, SynthesisReport> part : result.parts().entrySet()) {
      parts.append(line(part.getKey(), part.getValue()));
    }
    parts.append(line("all", result.whole()));
    Part.of(target).forEach(part -> parts.append("  ").append(part.fit(result.whole())).append('\n'));
    return result.whole();
  }

  private static String line(String name, SynthesisReport part) {
    return line(name, part.lut(), part.lutMemory(), part.ff(), part.dsp(), Part.blockMemories(part));
  }

  private static String line(String name, Object lut, Object memory, Object ff, Object dsp, Object bram) {
    return String.format("  %-22s %8s %11s %8s %5s %5s%n", name, lut, memory, ff, dsp, bram);
  }
}
