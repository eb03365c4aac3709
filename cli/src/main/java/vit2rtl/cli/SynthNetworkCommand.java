package vit2rtl.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.hdl.Hdl;

/** {@code synth network}: open-tool synthesis of a whole network's accelerator. */
@Command(name = "network", mixinStandardHelpOptions = true,
    description = "Synthesises the accelerator of a whole network with open tools; places and routes it where they can.")
final class SynthNetworkCommand implements Callable<Integer> {
  @Mixin
  private NetworkArguments network;

  @Mixin
  private SynthArguments synth;

  @Override
  public Integer call() throws JsonProcessingException {
    synth.requireTarget();
    QuantizedVit model = network.model();
    return synth.run("network", network.set(), size -> network.config(model, size), size -> {
      AcceleratorConfig config = network.config(model, size);
      return Hdl.elaborate(() -> new Accelerator(config));
    });
  }
}
