package vit2rtl.fpga.axi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.accelerator.file.ModelBin;
import vit2rtl.fpga.axi.IpPackage;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/** The PYNQ driver against the simulated IP and DMA, with a stand-in for pynq. */
@Execution(ExecutionMode.CONCURRENT)
class PythonDriverTest {
  @TempDir
  Path folder;

  @BeforeAll
  static void needsNumpy() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    boolean found;
    try {
      Processes.run(null, List.of("python3", "-c", "import numpy"));
      found = true;
    } catch (ToolException e) {
      found = false;
    }
    assumeTrue(found, "python3 with numpy is not installed");
  }

  @Test
  void theDriverClassifiesAndSaysWhatIsWrong() throws Exception {
    NetworkFixture network = NetworkFixture.tiny();
    IpPackage.write(NetworkPackage.files(network.ip()), List.of(), folder);
    Path driver = folder.resolve("driver");
    Files.writeString(driver.resolve("pynq.py"), CDriverTest.resource("pynq.py"));
    Files.writeString(driver.resolve("t.py"), CDriverTest.resource("pynq_run.py"));
    byte[] model = ModelBin.bytes(network.program());
    Files.write(driver.resolve("model.bin"), model);
    model[40] ^= 1;
    Files.write(driver.resolve("damaged.bin"), model);
    Files.createDirectories(driver.resolve("images"));
    for (int i = 0; i < 3; i++) {
      Files.write(driver.resolve("images").resolve(i + ".raw"), network.bytes(i));
    }
    try (SimulatedSystem system = new SimulatedSystem(network)) {
      String said = BusServer.serve(system, driver, List.of("python3", "t.py"), Map.of());
      StringBuilder expected = new StringBuilder("exit 0\nno model is loaded: load('model.bin') comes first\n"
          + "damaged.bin is damaged: its length or checksum is wrong\n"
          + "an image of shape (8, 8) of uint8; needed: (8, 8, 3) of uint8\n");
      StringBuilder classes = new StringBuilder();
      for (int i = 0; i < 3; i++) {
        int[] logits = network.logits().get(i);
        int best = Arrays.stream(logits).max().orElseThrow();
        int at = 0;
        while (logits[at] != best) {
          at++;
        }
        expected.append(Arrays.toString(logits)).append('\n');
        classes.append(i == 0 ? "" : ", ").append("('").append(i).append(".npy', ").append(at).append(", ").append(best)
            .append(')');
      }
      expected.append('[').append(classes).append("]\n6 images\n")
          .append("The memory answered a read with DECERR: nothing is at that address.\n")
          .append(Arrays.toString(network.logits().get(1))).append('\n');
      assertEquals(expected.toString(), said);
    }
  }
}
