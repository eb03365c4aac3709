package vit2rtl.sim.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Designs;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.tool.Tools;

/** The headers of all models: compiled, as g++ takes them, not linked. */
class CompiledHeadersTest {

  @Test
  void areWhatTheCompilerTakes() throws IOException {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    RtlDesign unseen = Designs.clocked("Unseen", "assign q = 64'd" + System.nanoTime() + ";", Designs.out("q", 64));
    try (Simulation built = Simulator.open(unseen)) {
      assertEquals(ModelReport.Origin.BUILT, built.build().origin());
    }
    CacheContents contents = CacheContents.now();
    List<CacheContents.Entry> headers =
        contents.entries().stream().filter(entry -> entry.file().equals("prelude.h.gch")).toList();
    assertNotEquals(List.of(), headers);
    for (CacheContents.Entry entry : headers) {
      Path file = contents.root().resolve(entry.key()).resolve(entry.file());
      try (InputStream in = Files.newInputStream(file)) {
        assertArrayEquals("gpch".getBytes(StandardCharsets.US_ASCII), in.readNBytes(4), file.toString());
      }
    }
  }
}
