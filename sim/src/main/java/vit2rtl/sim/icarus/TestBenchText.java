package vit2rtl.sim.icarus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.PortRange;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;

/**
 * Writes a self-checking test bench in Verilog-2001. Stimulus and expected elements come from hexadecimal files beside
 * it; it prints the first difference, the first fault (and ends there), and one line of totals.
 *
 * <p>A cycle is: inputs change while the clock is low, outputs settle, transfers are decided, the clock rises. This is
 * the order of the Verilator bridge, so cycle numbers agree.
 */
final class TestBenchText {
  static final String MODULE = "vit2rtl_bench";
  private static final int RESET_CYCLES = 4;

  private final VectorCheck check;
  private final RtlDesign design;
  private final StringBuilder text = new StringBuilder();

  private TestBenchText(VectorCheck check) {
    this.check = check;
    this.design = check.design();
  }

  static String of(VectorCheck check) {
    TestBenchText bench = new TestBenchText(check);
    bench.line("`timescale 1ns/1ps");
    bench.line("module %s;", MODULE);
    bench.ports();
    bench.streams();
    bench.run();
    bench.line("endmodule");
    return bench.text.toString();
  }

  private void line(String format, Object... arguments) {
    text.append(arguments.length == 0 ? format : String.format(format, arguments)).append('\n');
  }

  private static String range(Port port) {
    return port.width() == 1 ? "" : "[" + (port.width() - 1) + ":0] ";
  }

  private void ports() {
    for (ClockPort clock : design.clocks()) {
      line("  reg %s;", clock.clock());
      if (clock.reset() != null) {
        line("  reg %s;", clock.reset());
      }
    }
    for (Port port : design.ports()) {
      line("  %s %s%s;", port.direction() == Direction.IN ? "reg" : "wire", range(port), port.name());
    }
    List<String> names = new ArrayList<>();
    for (ClockPort clock : design.clocks()) {
      names.add(clock.clock());
      if (clock.reset() != null) {
        names.add(clock.reset());
      }
    }
    design.ports().forEach(port -> names.add(port.name()));
    line("  %s dut (%s);", design.topName(),
        names.stream().map(n -> "." + n + "(" + n + ")").collect(Collectors.joining(", ")));
  }

  private void streams() {
    text.append(StallText.common());
    line("  integer elements, differences, faults, cycle, lane;");
    line("  reg finished;");
    for (int i = 0; i < check.job().sources().size(); i++) {
      StreamSource source = check.job().sources().get(i);
      line("  // %s: %d rows of %d", source.stream(), source.data().length / source.rowLength(), source.rowLength());
      line("  reg [31:0] data_%s [0:%d];", source.stream(), Math.max(0, source.data().length - 1));
      line("  initial $readmemh(\"%1$s.hex\", data_%1$s);", source.stream());
      line("  integer at_%1$s, rows_%1$s, left_%1$s; reg show_%1$s;", source.stream());
      text.append(StallText.task(source.stream(), source.stalls()));
    }
    for (StreamSink sink : check.job().sinks()) {
      StreamPort port = design.stream(sink.stream());
      line("  // %s: %d rows of %d", sink.stream(), sink.rows(), sink.rowLength());
      line("  reg [31:0] want_%s [0:%d];", sink.stream(), Math.max(0, sink.rows() * sink.rowLength() - 1));
      line("  initial $readmemh(\"%1$s.hex\", want_%1$s);", sink.stream());
      line("  integer at_%1$s, rows_%1$s, left_%1$s; reg waiting_%1$s;", sink.stream());
      line("  reg [%d:0] held_%s;", SinkText.heldBits(design, port) - 1, sink.stream());
      text.append(StallText.task(sink.stream(), sink.stalls()));
    }
    line("  task fault; input [8*96-1:0] what; begin");
    line("    if (faults == 0) $display(\"FAULT %0s in cycle %0d\", what, cycle);");
    line("    faults = faults + 1;");
    line("  end endtask");
  }

  private void run() {
    line("  initial begin");
    line("    elements = 0; differences = 0; faults = 0; cycle = 0; finished = 0;");
    for (Port port : design.ports()) {
      if (port.direction() == Direction.IN) {
        line("    %s = %d;", port.name(), PortRange.rest(port));
      }
    }
    for (StreamSource source : check.job().sources()) {
      line("    at_%1$s = 0; rows_%1$s = %2$d; left_%1$s = %3$d; show_%1$s = 0;", source.stream(),
          source.data().length / source.rowLength(), source.rowLength());
    }
    for (StreamSink sink : check.job().sinks()) {
      line("    at_%1$s = 0; rows_%1$s = %2$d; left_%1$s = %3$d; waiting_%1$s = 0;", sink.stream(), sink.rows(),
          sink.rowLength());
    }
    clocks("0");
    resets("1");
    line("    repeat (%d) begin", RESET_CYCLES);
    cycle();
    line("    end");
    resets("0");
    check.prelude().forEach(this::prelude);
    line("    while (!finished && faults == 0 && cycle < %d) begin", check.job().maxCycles());
    line("      finished = 1;");
    check.job().sources().forEach(s -> text.append(SourceText.drive(s, design, design.stream(s.stream()))));
    check.job().sinks().forEach(s -> text.append(SinkText.offer(s, design.stream(s.stream()))));
    line("      if (!finished) begin");
    line("        #5;");
    check.job().sources().forEach(s -> text.append(SourceText.accept(s, design.stream(s.stream()))));
    check.job().sinks().forEach(s -> text.append(SinkText.receive(s, design, design.stream(s.stream()))));
    clocks("1");
    line("        #5;");
    clocks("0");
    line("        cycle = cycle + 1;");
    line("      end");
    line("    end");
    line("    if (!finished && faults == 0) fault(\"the sinks did not get all their rows\");");
    line("    $display(\"TOTAL elements %0d differences %0d cycles %0d\", elements, differences, cycle);");
    line("    $finish;");
    line("  end");
  }

  private void prelude(Map<String, Long> values) {
    for (Port port : design.ports()) {
      if (port.direction() == Direction.IN) {
        long value = values.getOrDefault(port.name(), PortRange.rest(port).longValue());
        String bits = port.width() < 64 ? Long.toHexString(value & (1L << port.width()) - 1) : Long.toHexString(value);
        line("    %s = %d'h%s;", port.name(), port.width(), bits);
      }
    }
    cycle();
    values.keySet().forEach(name -> line("    %s = %d;", name, PortRange.rest(design.port(name))));
  }

  private void cycle() {
    line("      #5;");
    clocks("1");
    line("      #5;");
    clocks("0");
  }

  private void clocks(String level) {
    design.clocks().forEach(clock -> line("        %s = %s;", clock.clock(), level));
  }

  private void resets(String level) {
    design.clocks().stream().filter(c -> c.reset() != null).forEach(c -> line("    %s = %s;", c.reset(), level));
  }
}
