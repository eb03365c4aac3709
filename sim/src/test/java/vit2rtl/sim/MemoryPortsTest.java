package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.icarus.Printed;

/** Memory ports against an array, in both simulators: what a read returns of a word that is being written. */
class MemoryPortsTest {
  private static final int DEPTH = 6;
  private static final int CYCLES = 2000;

  @TempDir
  Path folder;

  /** A true dual-port memory with a third port that only reads. */
  static final class Ports extends Component {
    private final ReadUnderWrite policy;
    final UInt addressA = in(UInt.upTo(DEPTH - 1));
    final UInt addressB = in(UInt.upTo(DEPTH - 1));
    final UInt addressC = in(UInt.upTo(DEPTH - 1));
    final UInt wordA = in(UInt.bits(8));
    final UInt wordB = in(UInt.bits(8));
    final Bool enableA = in(Bool.bool());
    final Bool enableB = in(Bool.bool());
    final Bool enableC = in(Bool.bool());
    final Bool writeA = in(Bool.bool());
    final Bool writeB = in(Bool.bool());
    final UInt outA = out(UInt.bits(8));
    final UInt outB = out(UInt.bits(8));
    final UInt outC = out(UInt.bits(8));

    Ports(ReadUnderWrite policy) {
      this.policy = policy;
    }

    @Override
    protected void build() {
      Mem<UInt> words = mem("words", UInt.bits(8), new long[DEPTH]);
      outA.set(words.port(addressA, wordA, enableA, writeA, policy));
      outB.set(words.port(addressB, wordB, enableB, writeB, policy));
      outC.set(words.readSync(addressC, enableC, policy));
    }
  }

  /** One port that writes halves of words, under a when. */
  static final class Masked extends Component {
    private final ReadUnderWrite policy;
    final UInt address = in(UInt.bits(2));
    final UInt from = in(UInt.bits(2));
    final UInt word = in(UInt.bits(8));
    final Bits mask = in(Bits.bits(2));
    final Bool go = in(Bool.bool());
    final UInt y = out(UInt.bits(8));

    Masked(ReadUnderWrite policy) {
      this.policy = policy;
    }

    @Override
    protected void build() {
      Mem<UInt> words = mem("words", UInt.bits(8), new long[4]);
      when(go, () -> words.write(address, word, Bool.lit(true), mask));
      y.set(words.readSync(from, Bool.lit(true), policy));
    }
  }

  /** What one run was given and what it must show, a cycle a line; -1 where anything may be shown. */
  private record Vectors(String[] inputs, String[] outputs, long[][] given, long[][] shown) {}

  private static Vectors ports(ReadUnderWrite policy, SimOptions.Assertions text) {
    Random random = new Random(3);
    long[] memory = new long[DEPTH];
    long[] held = {-1, -1, -1};
    long[][] given = new long[CYCLES][];
    long[][] shown = new long[CYCLES][];
    for (int t = 0; t < CYCLES; t++) {
      long[] in = {random.nextInt(DEPTH), random.nextInt(DEPTH), random.nextInt(DEPTH), random.nextInt(256),
          random.nextInt(256), random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2), 0};
      in[9] = in[0] == in[1] && in[5] == 1 && in[6] == 1 && in[8] == 1 ? 0 : random.nextInt(2);
      long[] old = memory.clone();
      for (int port = 0; port < 2; port++) {
        if (in[5 + port] == 1 && in[8 + port] == 1) {
          memory[(int) in[port]] = in[3 + port];
        }
      }
      for (int port = 0; port < 3; port++) {
        int at = (int) in[port];
        boolean meets = in[5] == 1 && in[8] == 1 && in[0] == at || in[6] == 1 && in[9] == 1 && in[1] == at;
        if (in[5 + port] == 1) {
          held[port] = value(policy, text, meets, old[at], memory[at]);
        }
      }
      given[t] = in;
      shown[t] = held.clone();
    }
    return new Vectors(new String[] {"addressA", "addressB", "addressC", "wordA", "wordB", "enableA", "enableB",
        "enableC", "writeA", "writeB"}, new String[] {"outA", "outB", "outC"}, given, shown);
  }

  private static long value(ReadUnderWrite policy, SimOptions.Assertions text, boolean meets, long old, long fresh) {
    return switch (policy) {
      case READ_FIRST -> old;
      case WRITE_FIRST -> fresh;
      case DONT_CARE -> !meets ? old : text == SimOptions.Assertions.ON ? ~old & 255 : -1;
    };
  }

  private static Vectors masked(ReadUnderWrite policy, SimOptions.Assertions text) {
    Random random = new Random(4);
    long[] memory = new long[4];
    long[][] given = new long[CYCLES][];
    long[][] shown = new long[CYCLES][];
    for (int t = 0; t < CYCLES; t++) {
      long[] in = {random.nextInt(4), random.nextInt(4), random.nextInt(256), random.nextInt(4), random.nextInt(2)};
      long part = in[4] == 0 ? 0 : (in[3] & 1) * 15 | (in[3] >> 1) * 240;
      long old = memory[(int) in[1]];
      memory[(int) in[0]] = memory[(int) in[0]] & ~part | in[2] & part;
      long hit = in[0] == in[1] ? part : 0;
      given[t] = in;
      shown[t] = new long[] {value(policy, text, hit != 0, old, memory[(int) in[1]])};
      if (policy == ReadUnderWrite.DONT_CARE && text == SimOptions.Assertions.ON) {
        shown[t][0] = old ^ hit;
      }
    }
    return new Vectors(new String[] {"address", "from", "word", "mask", "go"}, new String[] {"y"}, given, shown);
  }

  private static void verilator(RtlDesign design, SimOptions.Assertions text, Vectors vectors) {
    try (Simulation sim = Simulator.open(design, SimOptions.defaults().withAssertions(text))) {
      for (int t = 0; t < vectors.given.length; t++) {
        for (int i = 0; i < vectors.inputs.length; i++) {
          sim.poke(vectors.inputs[i], vectors.given[t][i]);
        }
        sim.step();
        for (int i = 0; i < vectors.outputs.length; i++) {
          if (vectors.shown[t][i] >= 0) {
            assertEquals(vectors.shown[t][i], sim.peek(vectors.outputs[i]), vectors.outputs[i] + " in cycle " + t);
          }
        }
      }
    }
  }

  private void icarus(RtlDesign design, SimOptions.Assertions text, Vectors vectors) throws IOException {
    StringBuilder bench = new StringBuilder("`timescale 1ns/1ps\nmodule bench;\n  reg clk = 0, reset = 1;\n");
    design.ports().forEach(p -> bench.append(String.format("  %s [%d:0] %s%s;%n",
        p.direction() == vit2rtl.hdl.rtl.Direction.IN ? "reg" : "wire", p.width() - 1, p.name(),
        p.direction() == vit2rtl.hdl.rtl.Direction.IN ? " = 0" : "")));
    bench.append("  ").append(design.topName()).append(" dut (.*);\n  initial begin\n    repeat (4) begin #1 clk = 1;"
        + " #1 clk = 0; end reset = 0;\n");
    for (int t = 0; t < vectors.given.length; t++) {
      for (int i = 0; i < vectors.inputs.length; i++) {
        bench.append("    ").append(vectors.inputs[i]).append(" = ").append(vectors.given[t][i]).append(";");
      }
      bench.append(" #1 clk = 1; #1 clk = 0;\n");
      for (int i = 0; i < vectors.outputs.length; i++) {
        if (vectors.shown[t][i] >= 0) {
          bench.append(String.format(
              "    if (%1$s !== %2$d) $display(\"%1$s is %%d, not %2$d, in cycle %3$d\", %1$s);%n",
              vectors.outputs[i], vectors.shown[t][i], t));
        }
      }
    }
    Files.writeString(folder.resolve("bench.v"), bench + "    $display(\"end\"); $finish;\n  end\nendmodule\n");
    Files.writeString(folder.resolve("design.v"),
        text == SimOptions.Assertions.ON ? design.verificationText() : design.text());
    Processes.run(folder, List.of("iverilog", "-g2012", "-o", "bench.vvp", "design.v", "bench.v"));
    assertEquals("end", Printed.byTheText(Processes.run(folder, List.of("vvp", "-n", "bench.vvp"))).strip());
  }

  @ParameterizedTest
  @EnumSource(ReadUnderWrite.class)
  void readsUnderWritesAreAsStated(ReadUnderWrite policy) throws IOException {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.IVERILOG.isInstalled(), "verilator or iverilog is not installed");
    for (SimOptions.Assertions text : SimOptions.Assertions.values()) {
      RtlDesign ports = Hdl.elaborate(() -> new Ports(policy));
      verilator(ports, text, ports(policy, text));
      icarus(ports, text, ports(policy, text));
      RtlDesign masked = Hdl.elaborate(() -> new Masked(policy));
      verilator(masked, text, masked(policy, text));
      icarus(masked, text, masked(policy, text));
    }
  }

  @Test
  void theBenchSeesAnotherPolicy() {
    assumeTrue(Tools.VERILATOR.isInstalled(), "verilator is not installed");
    RtlDesign ports = Hdl.elaborate(() -> new Ports(ReadUnderWrite.READ_FIRST));
    assertThrows(AssertionError.class, () -> verilator(ports, SimOptions.Assertions.OFF,
        ports(ReadUnderWrite.WRITE_FIRST, SimOptions.Assertions.OFF)));
  }

  @Test
  void twoWritesToOneWordAreCaught() {
    assumeTrue(Tools.VERILATOR.isInstalled(), "verilator is not installed");
    Design<Ports> design = Hdl.design(() -> new Ports(ReadUnderWrite.READ_FIRST));
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (String name : List.of("enableA", "enableB", "writeA", "writeB")) {
        sim.poke(name, 1);
      }
      String message = assertThrows(SimulationException.class, () -> sim.step(2)).getMessage();
      assertTrue(message.contains("two ports write one word of words in one cycle"), message);
    }
  }

  @Test
  void onlyWhatMayBeFreedIsFreed() {
    assertTrue(Hdl.elaborate(() -> new Ports(ReadUnderWrite.DONT_CARE)).text().contains("(* no_rw_check *)"));
    assertFalse(Hdl.elaborate(() -> new Ports(ReadUnderWrite.READ_FIRST)).text().contains("no_rw_check"));
  }
}
