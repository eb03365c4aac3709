package vit2rtl.cli.synth;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vit2rtl.cli.arguments.UnitArguments;
import vit2rtl.hdl.Hdl;
import vit2rtl.units.Settings;

/** {@code synth}: open-tool synthesis of one unit, at one size or over several. */
@Command(name = "synth", mixinStandardHelpOptions = true, subcommands = SynthNetworkCommand.class,
    description = "Synthesises one unit, or a whole network, with open tools; places and routes it where they can.")
public final class SynthCommand implements Callable<Integer> {
  @Mixin
  private UnitArguments unit;

  @Mixin
  private SynthArguments synth;

  @Override
  public Integer call() {
    return synth.run(unit.kind().name(), unit.set(), size -> Settings.of(unit.kind(), size),
        size -> Hdl.elaborate(unit.kind().config(Settings.of(unit.kind(), size))::create));
  }
}
