package vit2rtl.cli.export;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.bench.vectors.VectorFolder;
import vit2rtl.cli.arguments.ForeignArguments;
import vit2rtl.cli.arguments.LayerArguments;
import vit2rtl.cli.arguments.TensorFiles;
import vit2rtl.cli.arguments.UnitArguments;
import vit2rtl.cli.output.Outputs;
import vit2rtl.golden.InputException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.icarus.VectorCheck;

/** {@code export vectors}: rows of a unit and what must come out, for other simulators and benches. */
@Command(name = "vectors", mixinStandardHelpOptions = true, footer = TensorFiles.SEE,
    subcommands = ExportNetworkVectorsCommand.class,
    description = "Writes rows for a unit and what must come out: $readmemh text, NumPy archive, safetensors, a test bench in"
        + " plain Verilog, and one for cocotb (docs/foreign-rtl.md).")
public final class ExportVectorsCommand implements Callable<Integer> {
  @Mixin
  private UnitArguments unit;

  @Mixin
  private LayerArguments layers;

  @Mixin
  private ForeignArguments foreign;

  @Option(names = "--rows", defaultValue = "64", description = "How many rows. Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(names = "--seed", defaultValue = "1", description = "Of rows and stalls. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder to write into; with --model, a folder for each layer.")
  private Path out;

  @Override
  public Integer call() {
    Outputs.folders(out);
    if (out == null) {
      throw new InputException("export vectors needs --out DIR, the folder to write into");
    }
    if (rows < 1) {
      throw new InputException("export vectors: --rows " + rows + "; allowed: 1 or more");
    }
    for (Map.Entry<String, UnitBench> layer : foreign.inPlaceOf(layers.benches(unit)).entrySet()) {
      UnitBench bench = layer.getValue();
      Random random = new Random(seed);
      int[] in = layers.rows(unit).orElseGet(() -> Stimulus.rows(bench, rows, random));
      VectorCheck check = bench.check(in, new StallPattern.Random(2 * seed, 30), new StallPattern.Random(2 * seed + 1, 40));
      Path folder = layers.isModel() ? out.resolve(layer.getKey()) : out;
      VectorFolder.write(check, "unit " + unit.kind().name() + unit.settings().asArguments()
          + layers.asNames(layers.isModel() ? layer.getKey() : ""), folder);
      System.out.printf("%s: %d elements in, %d out; bench.v for any Verilog simulator, test_vectors.py for cocotb%n", folder,
          in.length, check.expected().get(0).length);
    }
    return 0;
  }
}
