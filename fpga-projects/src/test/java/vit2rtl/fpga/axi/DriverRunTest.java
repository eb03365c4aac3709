package vit2rtl.fpga.axi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.units.Settings;
import vit2rtl.units.layernorm.LayerNormKind;

/** The Python driver's rows through a stub of a DMA: what it sends, and what it makes of the bytes that come back. */
class DriverRunTest {
  @TempDir
  Path folder;

  @BeforeAll
  static void needsNumpy() {
    boolean found;
    try {
      Processes.run(null, List.of("python3", "-c", "import numpy"));
      found = true;
    } catch (ToolException e) {
      found = false;
    }
    assumeTrue(found, "python3 with numpy is not installed");
  }

  /** Bytes 0, 1, 31, 32 and 63 of 6-bit codes in the low bits of a byte. */
  @ParameterizedTest
  @CsvSource({"signed, '[[0, 1, 31, -32, -1]] int8'", "unsigned, '[[0, 1, 31, 32, 63]] uint8'"})
  void resultsHaveTheirSign(String sign, String results) throws Exception {
    LayerNormKind kind = new LayerNormKind();
    UnitBench bench = new UnitBench(kind.config(Settings.of(kind,
        Map.of("channels", "5", "lanes", "2", "out-bits", "6", "sign", sign))));
    AxiIp ip = AxiIp.of(new FpgaUnit(bench.config()));
    Files.writeString(folder.resolve("driver.py"), IpPackage.files(ip).get("driver/vit2rtl_layernorm.py"));
    Files.writeString(folder.resolve("pynq.py"), """
        import numpy as np
        allocate = np.zeros
        class DefaultIP:
            def __init__(self, description):
                pass
            def read(self, offset):
                return self.words[offset]
        """);
    Files.writeString(folder.resolve("t.py"), "import pynq, driver\npynq.DefaultIP.words = {"
        + ip.map().registers().stream().map(r -> r.offset() + ": " + (r.resetValue() & 0xFFFFFFFFL))
            .collect(Collectors.joining(", ")) + "}\n" + """
        class Channel:
            def transfer(self, buffer):
                self.buffer = buffer
            def wait(self):
                pass
        class Receiver(Channel):
            def wait(self):
                self.buffer[:] = [0, 1, 31, 32, 63]
        class Dma:
            sendchannel = Channel()
            recvchannel = Receiver()
        results = driver.Driver({}).run(Dma, [[5, 4, 3, 2, 255]])
        print(Dma.sendchannel.buffer.tolist())
        print(results.tolist(), results.dtype)
        """);
    assertEquals(List.of("[5, 4, 3, 2, 255, 0]", results),
        Processes.run(folder, List.of("python3", "t.py")).lines().toList());
  }
}
