package vit2rtl.sim.icarus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.tool.Folders;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/**
 * The second simulator: a generated self-checking test bench and Icarus Verilog. It has four-valued logic, so it also
 * sees what Verilator cannot: outputs that depend on registers nobody has set.
 */
public final class Icarus {
  private static final Pattern TOTAL = Pattern.compile("TOTAL elements (\\d+) differences (\\d+) cycles (\\d+)");
  private static final Pattern DIFFERENCE = Pattern.compile("DIFFERENCE (\\S+) (\\d+) (\\S+) (\\d+)");
  private static final Pattern FAULT = Pattern.compile("FAULT +(.*)");

  private Icarus() {}

  /**
   * A design with its assertions, to be talked to like any other {@link Dut}.
   *
   * @param design an elaborated design
   * @return the design, simulated by Icarus Verilog, to be closed
   */
  public static Dut open(RtlDesign design) {
    return open(design, VerilogSources.checked(design));
  }

  /**
   * Another text with the design's ports: a netlist, or a mutant.
   *
   * @param design  an elaborated design
   * @param sources the text to simulate
   * @return the text, simulated by Icarus Verilog, to be closed
   */
  public static Dut open(RtlDesign design, VerilogSources sources) {
    Tools.IVERILOG.require();
    return new IcarusDut(design, sources);
  }

  /**
   * Runs the design as shipped.
   *
   * @param check rows to send and what must come out
   * @return what came out of it
   */
  public static VectorOutcome run(VectorCheck check) {
    return run(check, VerilogSources.of(check.design()));
  }

  /**
   * Runs another text with the design's ports: a netlist, or a mutant.
   *
   * @param check   rows to send and what must come out
   * @param sources the text to simulate
   * @return what came out of it
   */
  public static VectorOutcome run(VectorCheck check, VerilogSources sources) {
    Tools.IVERILOG.require();
    Path folder = null;
    try {
      folder = Files.createTempDirectory("vit2rtl-icarus");
      write(check, sources, folder);
      Processes.run(folder, sources.command(TestBenchText.MODULE));
      return outcome(check, Printed.byTheText(Processes.run(folder, List.of("vvp", "-n", "bench.vvp"))));
    } catch (IOException e) {
      throw new ToolException("a simulation with Icarus Verilog needs a temporary folder: " + e.getMessage(), e);
    } finally {
      if (folder != null) {
        Folders.delete(folder);
      }
    }
  }

  /**
   * Writes the test bench, its vectors and the design into a folder; {@code bench.v} runs in any Verilog simulator.
   *
   * @param check   rows to send and what must come out
   * @param sources the text to simulate
   * @param folder  made where it is missing
   * @throws java.io.IOException where the folder takes no files
   */
  public static void write(VectorCheck check, VerilogSources sources, Path folder) throws IOException {
    Files.writeString(folder.resolve("design.v"), sources.text());
    Files.writeString(folder.resolve("bench.v"), TestBenchText.of(check));
    for (StreamSource source : check.job().sources()) {
      hex(folder.resolve(source.stream() + ".hex"), source.data(), new BitSet());
    }
    for (int i = 0; i < check.expected().size(); i++) {
      StreamSink sink = check.job().sinks().get(i);
      hex(folder.resolve(sink.stream() + ".hex"), check.expected().get(i), check.open().get(i));
    }
  }

  /** Open values are undefined ones in the file. */
  private static void hex(Path file, int[] values, BitSet open) throws IOException {
    StringBuilder text = new StringBuilder(values.length == 0 ? "0\n" : "");
    for (int i = 0; i < values.length; i++) {
      text.append(open.get(i) ? "xxxxxxxx" : Integer.toHexString(values[i])).append('\n');
    }
    Files.writeString(file, text);
  }

  private static VectorOutcome outcome(VectorCheck check, String printed) {
    Optional<String> fault = printed.lines().map(FAULT::matcher).filter(Matcher::find).map(m -> m.group(1).strip())
        .findFirst();
    Matcher total = TOTAL.matcher(printed);
    if (!total.find()) {
      String said = printed.strip();
      return new VectorOutcome(0, 0, 0, first(check, printed), Optional.of("the design ended the simulation"
          + (said.isEmpty() ? "" : ": " + said)));
    }
    return new VectorOutcome(Long.parseLong(total.group(1)), Long.parseLong(total.group(2)),
        Long.parseLong(total.group(3)), first(check, printed), fault);
  }

  private static Optional<VectorOutcome.Difference> first(VectorCheck check, String printed) {
    Matcher found = DIFFERENCE.matcher(printed);
    if (!found.find()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(found.group(2));
    for (int i = 0; i < check.expected().size(); i++) {
      if (check.job().sinks().get(i).stream().equals(found.group(1))) {
        return Optional.of(new VectorOutcome.Difference(found.group(1), index, check.expected().get(i)[index],
            found.group(3), Long.parseLong(found.group(4))));
      }
    }
    return Optional.empty();
  }
}
