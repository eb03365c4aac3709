package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import vit2rtl.hdl.RtlDesign;
import vit2rtl.hdl.examples.Counter;

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
    String declaration = lines.stream().filter(l -> l.contains("$var") && l.contains(" count ")).findFirst().orElseThrow();
    String id = declaration.strip().split(" +")[3];
    String last = lines.stream().filter(l -> l.startsWith("b") && l.endsWith(" " + id)).reduce((a, b) -> b).orElseThrow();
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
}
