package vit2rtl.cli.network;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.cycles.ConstantSupply;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.cycles.MemorySupply;
import vit2rtl.accelerator.file.ModelBin;
import vit2rtl.accelerator.plan.NetworkPlan;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.TextHeader;
import vit2rtl.fpga.axi.IpPackage;
import vit2rtl.fpga.axi.network.NetworkIp;
import vit2rtl.fpga.axi.network.NetworkIpConfig;
import vit2rtl.fpga.axi.network.NetworkPackage;
import vit2rtl.fpga.axi.network.ReadBus;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.QuantizedVit;

/** {@code ip network}: a whole network as an IP, with its drivers. */
@Command(name = "network", mixinStandardHelpOptions = true,
    description = "Writes a whole network as an IP: constants read by an AXI4 master, pixels and logits by AXI4-Stream,"
        + " AXI4-Lite registers, interrupt; IP-XACT, Vivado, FuseSoC and LiteX files, register map, drivers in C and for"
        + " PYNQ, and model.bin. The IP takes every model of the same shape whose integers are no wider.")
public final class IpNetworkCommand implements Callable<Integer> {
  @Mixin
  private NetworkArguments network;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write into.")
  private Path out;

  @Option(names = "--bus", defaultValue = "128", paramLabel = "BITS",
      description = "Bits of a beat of the AXI4 master, 64 or 128. Default: ${DEFAULT-VALUE}.")
  private int bus;

  @Option(names = "--burst", defaultValue = "16", paramLabel = "BEATS",
      description = "Beats of a burst at most, a power of two. Default: ${DEFAULT-VALUE}.")
  private int burst;

  @Option(names = "--outstanding", defaultValue = "8", paramLabel = "BURSTS",
      description = "Bursts that may be under way, a power of two. Default: ${DEFAULT-VALUE}.")
  private int outstanding;

  @Option(names = "--address-bits", defaultValue = "40", paramLabel = "BITS",
      description = "Bits of an address, 32 to 64. Default: ${DEFAULT-VALUE}.")
  private int addressBits;

  @Option(names = "--memory", paramLabel = "CYCLES,BYTES",
      description = "Say how many cycles an image takes with a memory of that latency, in cycles from a read's address to"
          + " its first data, and so many bytes a cycle.")
  private String memory;

  @Override
  public Integer call() {
    if (bus % 8 != 0) {
      throw new InputException("ip network: a bus of " + bus + " bits; allowed: 64 or 128");
    }
    ReadBus read = new ReadBus(bus / 8, burst, outstanding, addressBits);
    MemorySupply.Timing timing = memory == null ? null : timing(read);
    Outputs.folders(out);
    QuantizedVit model = network.model();
    AcceleratorConfig config = network.config(model);
    Program program = ProgramBuilder.build(config, model);
    NetworkIp ip = NetworkIp.of(NetworkIpConfig.of(program, read));
    Map<String, String> files = NetworkPackage.files(ip);
    IpPackage.write(files, new TextHeader("IP of the network", "ip network" + network.asNames() + " --bus " + bus
        + " --burst " + burst + " --outstanding " + outstanding + " --address-bits " + addressBits).lines(), out);
    Path constants = out.resolve("model.bin");
    ModelBin.write(constants, program);
    System.out.println(network.heading(config));
    files.keySet().forEach(name -> System.out.println(out.resolve(name)));
    int bytes = program.stream().length;
    System.out.printf(Locale.ROOT, "%s: %d bytes of constants per image, format %d%n", constants, bytes, ModelBin.VERSION);
    NetworkPlan plan = NetworkPlan.of(program);
    System.out.printf(Locale.ROOT, "%d cycles per image, back to back, where constants keep up: %.2f bytes a cycle on average,"
        + " in beats of %d%n", plan.cyclesPerImage(), plan.bytesPerCycle(), read.bytes());
    if (timing != null) {
      System.out.printf(Locale.ROOT, "%d cycles per image with a memory of %d cycles latency and %s bytes a cycle, which"
          + " brings %.2f bytes a cycle at most%n", cycles(program,
              () -> new MemorySupply(timing, bytes, config.inner())), timing.latency(), timing.bytesPerCycle(), timing.rate());
    }
    return 0;
  }

  /** Between two images, back to back. */
  private static long cycles(Program program, Supplier<ConstantSupply> supply) {
    return new CycleModel(program, supply.get()).run(3) - new CycleModel(program, supply.get()).run(2);
  }

  private MemorySupply.Timing timing(ReadBus read) {
    String[] parts = memory.split(",");
    try {
      int latency = Integer.parseInt(parts[0].strip());
      double rate = Double.parseDouble(parts[1].strip());
      if (parts.length == 2 && latency >= 1 && latency <= 100_000 && rate >= 0.001 && rate <= 1000) {
        return new MemorySupply.Timing(read.bytes(), read.burst(), read.outstanding(), latency, rate);
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      // Said below, with what is allowed.
    }
    throw new InputException("--memory " + memory + "; allowed: a latency from 1 to 100000 cycles, a comma, and from 0.001 to"
        + " 1000 bytes a cycle, such as 60,8");
  }
}
