package vit2rtl.sim.icarus;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.Reset;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.PortRange;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamRanges;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.tool.Conversation;
import vit2rtl.sim.tool.Folders;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;

/** A design in Icarus Verilog: a process of its own around a test bench that does what it is told. */
final class IcarusDut implements Dut {
  private static final int RESET_CYCLES = 4;

  private final RtlDesign design;
  private final DutPins pins;
  private final Path folder;
  private final Conversation bench;
  private final StringBuilder said = new StringBuilder();
  private long cycles;
  private boolean closed;

  IcarusDut(RtlDesign design, VerilogSources sources) {
    this.design = design;
    this.pins = new DutPins(design);
    this.folder = folder();
    try {
      Files.writeString(folder.resolve("design.v"), sources.text());
      Files.writeString(folder.resolve("bench.v"), DutBenchText.of(design, pins));
      Processes.run(folder, sources.command(DutBenchText.MODULE));
    } catch (IOException | RuntimeException e) {
      Folders.delete(folder);
      throw e instanceof RuntimeException same ? same : unusable((IOException) e);
    }
    this.bench = Conversation.start(folder, List.of("vvp", "-n", "bench.vvp"));
    reset();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("vit2rtl-icarus");
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static ToolException unusable(IOException e) {
    return new ToolException("a simulation with Icarus Verilog needs a temporary folder: " + e.getMessage(), e);
  }

  @Override
  public RtlDesign design() {
    return design;
  }

  @Override
  public void poke(String port, BigInteger value) {
    Port input = pins.port(port);
    if (input.direction() != Direction.IN) {
      throw new IllegalArgumentException("port " + port + " is an output; inputs can be poked");
    }
    if (!PortRange.holds(input, value)) {
      throw PortRange.refused("port " + port, input, value);
    }
    BigInteger bits = value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(input.width())) : value;
    ask("3 " + pins.number(port) + " " + bits.toString(16));
  }

  @Override
  public BigInteger peekBig(String port) {
    Port peeked = pins.port(port);
    String bits = ask("4 " + pins.number(port));
    if (!bits.matches("[01]+")) {
      throw new SimulationException("port " + port + " of " + design.topName() + " is undefined after " + cycles
          + " cycles: " + bits);
    }
    BigInteger value = new BigInteger(bits, 2);
    return peeked.signed() && bits.charAt(0) == '1' ? value.subtract(BigInteger.ONE.shiftLeft(bits.length())) : value;
  }

  @Override
  public long peek(String port) {
    int width = pins.port(port).width();
    if (width > 64) {
      throw new IllegalArgumentException("port " + port + " has " + width + " bits; use peekBig");
    }
    return peekBig(port).longValue();
  }

  @Override
  public void eval() {
    ask("1");
  }

  @Override
  public void step(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("a step of " + count + " cycles; allowed: 0 or more");
    }
    cycles += count;
    ask("2 " + count);
  }

  @Override
  public long cycles() {
    return cycles;
  }

  @Override
  public void reset() {
    List<ClockPort> resets = design.clocks().stream().filter(clock -> clock.reset() != null).toList();
    if (resets.isEmpty()) {
      return;
    }
    resets.forEach(clock -> poke(clock.reset(), clock.resetLevel() == Reset.Level.HIGH ? 1 : 0));
    step(RESET_CYCLES);
    resets.forEach(clock -> poke(clock.reset(), clock.resetLevel() == Reset.Level.HIGH ? 0 : 1));
    eval();
  }

  @Override
  public StreamResult stream(StreamJob job) {
    StreamRanges.require(design, job);
    DutStreams streams = new DutStreams(design, job, folder);
    String answer = ask(streams.request());
    return streams.result(answer, steps -> cycles += steps);
  }

  /** The bench's answer to a request; a bench that ends instead was ended by the design. */
  private String ask(String request) {
    if (closed) {
      throw new IllegalStateException("the simulation of " + design.topName() + " is closed");
    }
    bench.say(request);
    String answer = "";
    for (String line = bench.hear(); line != null; line = bench.hear()) {
      if (line.equals(DutBenchText.MARK + " done")) {
        return answer;
      }
      if (line.startsWith(DutBenchText.MARK)) {
        answer = line.substring(DutBenchText.MARK.length()).strip();
      } else {
        said.append(line).append('\n');
      }
    }
    close();
    String last = Printed.byTheText(said.toString()).strip();
    throw new SimulationException(design.topName() + " ended the simulation by cycle " + cycles
        + (last.isEmpty() ? "" : ": " + last));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      bench.close();
      Folders.delete(folder);
    }
  }
}
