package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.coverage.Coverage;

/** Any name that Verilog allows may be a port's, whatever C++, its library or Verilator's classes use it for. */
class PortNamesTest {
  /** Words of C++, members of the generated class and its bases, macros, types, odd forms; words of SystemVerilog. */
  private static final List<List<String>> NAMES = List.of(
      List.of("delete", "class_", "operator", "template", "auto", "and_eq", "xor_eq", "char", "eval", "eval_step",
          "trace", "name", "contextp", "rootp", "vlSymsp", "Vtop", "hierName", "linux", "unix", "errno", "NULL", "EOF",
          "VL_IN8", "CData", "QData", "VlWide", "EXPORT", "stdin", "a__b", "a$b", "_x", "x_", "_", "__", "A", "p0", "m",
          "ports"),
      List.of("final", "logic", "bit", "int", "byte", "do", "class", "new", "type", "import"));

  @TempDir
  private Path folder;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  /** Every named input plus one, behind a register, to an output of a name made from it. */
  private static RtlDesign design(List<String> names, String clock, String reset) {
    List<Port> ports = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (String name : names) {
      ports.add(Designs.in(name, 8));
      ports.add(Designs.out(name + "_q", 70));
      body.append("reg [69:0] %1$s_r; always @(posedge %2$s) %1$s_r <= %1$s + 70'd1; assign %1$s_q = %1$s_r;\n"
          .formatted(name, clock));
    }
    return Designs.design("Named", body.toString(), List.of(new ClockPort(clock, reset)), ports.toArray(Port[]::new));
  }

  @Test
  void portsOfEveryName() {
    for (List<String> names : NAMES) {
      try (Simulation sim = Simulator.open(design(names, "clk", "reset"))) {
        for (int i = 0; i < names.size(); i++) {
          sim.poke(names.get(i), i + 7);
        }
        sim.step();
        for (int i = 0; i < names.size(); i++) {
          assertEquals(i + 8, sim.peekBig(names.get(i) + "_q").intValue(), names.get(i));
        }
      }
    }
  }

  @Test
  void clocksOfSuchNames() {
    for (List<String> pair : List.of(List.of("new", "delete"), List.of("clk__2x", "rst$n"))) {
      try (Simulation sim = Simulator.open(design(List.of("x"), pair.get(0), pair.get(1)))) {
        sim.poke("x", 3);
        sim.step();
        assertEquals(4, sim.peekBig("x_q").intValue(), pair.toString());
      }
    }
  }

  static final class Evaluated extends Component {
    final UInt eval = in(UInt.bits(4));
    final UInt delete = out(UInt.bits(4));

    @Override
    protected void build() {
      delete.set(next("kept", eval, 0));
    }
  }

  @Test
  void namesThatTheJavaHdlAllows() {
    try (Simulation sim = Simulator.open(Hdl.elaborate(Evaluated::new))) {
      sim.poke("eval", 9);
      sim.step();
      assertEquals(9, sim.peek("delete"));
    }
  }

  @Test
  void streamsOfSuchNames() {
    List<Port> ports = List.of(Designs.in("eval", 1), Designs.out("delete", 1), Designs.in("linux", 8),
        Designs.out("trace", 1), Designs.in("name", 1), Designs.out("new__x", 8));
    RtlDesign plain = Designs.clocked("Through",
        "assign trace = eval; assign delete = name; assign new__x = ~linux;", ports.toArray(Port[]::new));
    RtlDesign design = new RtlDesign(plain.topName(), Language.VERILOG, plain.text(), plain.text(), plain.clocks(),
        plain.ports(), List.of(new StreamPort("in", Direction.IN, "eval", "delete", null, List.of("linux")),
            new StreamPort("out", Direction.OUT, "trace", "name", null, List.of("new__x"))));
    try (Simulation sim = Simulator.open(design)) {
      assertArrayEquals(new int[] {254, 253, 0}, sim.stream(new StreamJob(
          List.of(new StreamSource("in", new int[] {1, 2, 255}, 3, StallPattern.none())),
          List.of(new StreamSink("out", 1, 3, StallPattern.none())))).data());
    }
  }

  /** What is inside such a design is reached, traced and counted as in any other. */
  @Test
  void memoriesWavesAndCoverage() throws Exception {
    RtlDesign design = Designs.clocked("Deep", """
        Part part(clk, eval, delete);
        endmodule
        module Part(input clk, input [7:0] x, output [7:0] y);
        reg [7:0] words [0:3]; reg [7:0] last;
        always @(posedge clk) begin words[x[1:0]] <= x; last <= words[2]; end
        assign y = last;""", Designs.in("eval", 8), Designs.out("delete", 8));
    Path file = folder.resolve("waves.vcd");
    SimOptions options = SimOptions.defaults().withCovering(SimOptions.Covering.ON)
        .withWaveform(new Waveform(file).withScopes("part"))
        .withProbes(new Probe("part", "Part", "words", 4, 8, false));
    try (Simulation sim = Simulator.open(design, options)) {
      sim.poke("eval", 6);
      sim.step(2);
      assertEquals(6, sim.memory("part.words").read(2));
      assertEquals(6, sim.peek("delete"));
      Coverage coverage = sim.coverage();
      assertTrue(coverage.counts().keySet().stream().allMatch(point -> List.of("Deep", "Part")
          .contains(point.module())), coverage.counts().toString());
    }
    String waves = Files.readString(file);
    assertTrue(waves.contains(" last ") && !waves.contains("delete"), waves);
  }
}
