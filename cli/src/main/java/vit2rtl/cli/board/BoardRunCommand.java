package vit2rtl.cli.board;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.cli.arguments.KeyValues;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.cli.arguments.TensorFiles;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.fpga.board.BoardDescription;
import vit2rtl.fpga.board.BoardHost;
import vit2rtl.fpga.serial.SerialLine;
import vit2rtl.fpga.serial.SerialPort;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** {@code board run}: rows on a board. */
@Command(name = "run", mixinStandardHelpOptions = true, footer = TensorFiles.SEE,
    description = "Sends the rows of a file of tensors to a board, compares what comes back with the golden model and"
        + " writes it. Without --in: sends images to the network on the board and compares its logits.")
final class BoardRunCommand implements Callable<Integer> {
  @Option(names = "--port", required = true, paramLabel = "DEV",
      description = "The serial port, as /dev/ttyUSB1 or COM3.")
  private String port;

  @Option(names = "--baud", defaultValue = "1000000", paramLabel = "N",
      description = "Bits per second. Default: ${DEFAULT-VALUE}.")
  private int baud;

  @Option(names = "--unit", paramLabel = "UNIT", description = "Needed where the board carries several units.")
  private String unit;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting the unit was built with; repeatable.")
  private List<String> set = List.of();

  @Option(names = "--in", paramLabel = "F.safetensors", description = "Tensors to read.")
  private Path in;

  @Option(names = "--out", paramLabel = "G.safetensors", description = "Tensors to write.")
  private Path out;

  @Mixin
  private BoardImages images;

  @Option(names = "--model", paramLabel = "M.safetensors",
      description = "The model that a network on the board was built for. Default: the embedded model, quantised as demo"
          + " does.")
  private Path model;

  @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "" + SerialPort.PATIENCE_SECONDS,
      description = "How long a silent board is waited for; a simulated one may need more. Default: ${DEFAULT-VALUE}.")
  private int patience;

  @Override
  public Integer call() {
    if (in == null && out == null && unit == null && set.isEmpty()) {
      return classify();
    }
    if (in == null || out == null || images.areGiven() || model != null) {
      throw new InputException("board run: rows take --in and --out, with --unit and --set where needed; images take"
          + " --image or --data, with --model where it is not the embedded one; allowed: one of the two");
    }
    Outputs.files(out);
    SafeTensors tensors = SafeTensors.open(in);
    try (SerialLine line = SerialPort.open(port, baud, patience)) {
      BoardHost host = new BoardHost(line);
      BoardDescription.Unit target = target(host.describe());
      UnitKind kind = UnitKinds.named(target.kind());
      Map<String, String> settings = new LinkedHashMap<>(Map.of("lanes", "1"));
      settings.putAll(KeyValues.of("--set", set));
      UnitBench bench = new UnitBench(kind.config(tensors, Settings.of(kind, settings)));
      int[] rows = kind.rows(tensors).ints();
      if (bench.rowLength() != target.rowLength()) {
        throw new InputException(in + " has rows of " + bench.rowLength() + "; the board's " + target.kind()
            + " takes rows of " + target.rowLength());
      }
      int[] result;
      try (ProgressBar bar = Progress.bar("board", rows.length / target.rowLength())) {
        result = host.run(target, rows, bar::stepTo);
      }
      bench.config().result(result).write(out);
      return report(target, host, bench.golden(rows), result);
    }
  }

  private int classify() {
    try (SerialLine line = SerialPort.open(port, baud, patience)) {
      QuantizedVit built = NetworkArguments.model(Optional.ofNullable(model));
      return new BoardNetwork(built, OptionalInt.empty()).classify(new BoardHost(line),
          images.open(built.imageFormat()));
    }
  }

  private BoardDescription.Unit target(BoardDescription description) {
    if (unit != null) {
      return description.unit(UnitKinds.named(unit).name());
    }
    if (description.units().size() != 1) {
      throw new InputException("the board carries "
          + description.units().stream().map(BoardDescription.Unit::kind).toList() + "; choose one with --unit");
    }
    return description.units().get(0);
  }

  private int report(BoardDescription.Unit target, BoardHost host, int[] expected, int[] actual) {
    int mismatches = 0;
    int first = -1;
    for (int i = 0; i < actual.length; i++) {
      if (actual[i] != expected[i]) {
        first = first < 0 ? i : first;
        mismatches++;
      }
    }
    System.out.printf("%s on the board (fingerprint %08x): %d elements, %d mismatches, %d requests repeated,"
        + " written to %s%n", target.kind(), target.fingerprint(), actual.length, mismatches, host.repeats(), out);
    if (mismatches > 0) {
      System.out.printf("first mismatch at element %d (row %d): expected %d, got %d%n", first,
          first / target.rowLength(), expected[first], actual[first]);
      System.out.println("was the bitstream built for this layer? board build … --layer " + target.kind() + "=" + in);
    }
    return mismatches == 0 ? 0 : ExitCode.COMPARISON_FAILED;
  }
}
