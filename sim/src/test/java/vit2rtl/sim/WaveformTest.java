package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.hdl.rtl.RtlDesign;

class WaveformTest {
  @TempDir
  private Path folder;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private Path write(String name) {
    RtlDesign design = Hdl.elaborate(() -> new Counter(4));
    Path file = folder.resolve(name);
    try (Simulation sim = Simulator.open(design, SimOptions.defaults().withWaveform(new Waveform(file)))) {
      sim.poke("enable", 1);
      sim.step(5);
    }
    return file;
  }

  /** The counter's last value change in the file is the value it ended with. */
  @Test
  void vcd() throws Exception {
    List<String> lines = Files.readAllLines(write("wave.vcd"));
    String declaration = lines.stream().filter(l -> l.contains("$var") && l.contains(" count "))
        .findFirst().orElseThrow();
    String id = declaration.strip().split(" +")[3];
    String last = lines.stream().filter(l -> l.startsWith("b") && l.endsWith(" " + id))
        .reduce((a, b) -> b).orElseThrow();
    assertEquals("b0101 " + id, last);
    assertTrue(lines.stream().anyMatch(l -> l.contains("$var") && l.contains(" value ")));
  }

  /** The format's first byte is the type of the header block, which holds the writer's name. */
  @Test
  void fst() throws Exception {
    byte[] bytes = Files.readAllBytes(write("wave.fst"));
    assertEquals(0, bytes[0]);
    assertTrue(bytes.length > 300);
  }

  @Test
  void otherNamesAreRefused() {
    assertEquals("waveform file 'wave.txt'; allowed: names that end in .fst or .vcd",
        assertThrows(InputException.class, () -> new Waveform(Path.of("wave.txt"))).getMessage());
  }

  private static final RtlDesign NESTED = nested();

  /** A top with two instances of one module, which has an instance of another. */
  private static RtlDesign nested() {
    RtlDesign top = Designs.clocked("Nested", """
          reg [7:0] own;
          always @(posedge clk) own <= reset ? 8'd0 : own + 8'd1;
          Middle one(.clk(clk), .x(own), .y());
          Middle two(.clk(clk), .x(8'd3), .y(y));
        endmodule
        module Middle(input clk, input [7:0] x, output [7:0] y);
          reg [7:0] held;
          always @(posedge clk) held <= x;
          Leaf leaf(.clk(clk), .x(held), .y(y));
        endmodule
        module Leaf(input clk, input [7:0] x, output reg [7:0] y);
          always @(posedge clk) y <= x;""", Designs.out("y", 8));
    return top;
  }

  private VcdFile nested(Waveform wave, int steps) throws Exception {
    try (Simulation sim = Simulator.open(NESTED, SimOptions.defaults().withWaveform(wave))) {
      sim.step(steps);
    }
    return VcdFile.read(wave.file());
  }

  @Test
  void onlyTheChosenCycles() throws Exception {
    VcdFile all = nested(new Waveform(folder.resolve("all.vcd")), 30);
    VcdFile some = nested(new Waveform(folder.resolve("some.vcd")).withCycles(10, 14), 30);
    // Two events a cycle: before the active edge, and at it.
    assertEquals(List.of(20L, 21L, 22L, 23L, 24L, 25L, 26L, 27L), some.times());
    assertEquals(all.signals(), some.signals());
    for (String signal : List.of("top.Nested.own", "top.Nested.one.held", "top.Nested.one.leaf.y")) {
      for (long time : some.times()) {
        assertEquals(all.at(signal, time), some.at(signal, time), signal + " at " + time);
      }
    }
    assertEquals(10 - 4, some.at("top.Nested.own", 20));
  }

  @Test
  void onlyTheChosenInstances() throws Exception {
    VcdFile one = nested(new Waveform(folder.resolve("one.vcd")).withScopes("two"), 5);
    assertFalse(one.signals().isEmpty());
    assertTrue(one.signals().stream().allMatch(s -> s.startsWith("top.Nested.two.")), one.signals().toString());
    assertTrue(one.signals().contains("top.Nested.two.leaf.y"), one.signals().toString());
    VcdFile deep = nested(new Waveform(folder.resolve("deep.vcd")).withScopes("one.leaf", "two").withDepth(1), 5);
    assertTrue(deep.signals().stream().allMatch(s -> s.matches("top\\.Nested\\.(one\\.leaf|two)\\.\\w+")),
        deep.signals().toString());
    assertTrue(deep.signals().contains("top.Nested.one.leaf.y") && deep.signals().contains("top.Nested.two.held"));
  }

  @Test
  void onlyTheUpperLevels() throws Exception {
    VcdFile upper = nested(new Waveform(folder.resolve("upper.vcd")).withDepth(2), 5);
    assertTrue(upper.signals().contains("top.Nested.one.held"), upper.signals().toString());
    assertFalse(upper.signals().stream().anyMatch(s -> s.contains(".leaf.")), upper.signals().toString());
  }

  @Test
  void anUnknownInstanceIsRefused() {
    Waveform wave = new Waveform(folder.resolve("none.vcd")).withScopes("three");
    assertEquals("waveform scope 'three': Nested has no such instance; allowed: one, one.leaf, two, two.leaf",
        assertThrows(InputException.class, () -> nested(wave, 1)).getMessage());
    assertFalse(Files.exists(wave.file()));
  }

  @Test
  void impossibleCyclesAreRefused() {
    Waveform wave = new Waveform(folder.resolve("none.vcd"));
    assertThrows(InputException.class, () -> wave.withCycles(5, 5));
    assertThrows(InputException.class, () -> wave.withCycles(-1, 5));
    assertThrows(InputException.class, () -> wave.withDepth(-1));
  }
}
