package vit2rtl.fpga.axi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.LoadFormat;

/** The Python driver's loading, against the writes that load a layer in {@link AxiLoadTest}. */
class LoadDriverTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"layernorm", "softmax"})
  void theDriverWritesWhatLoadsTheLayer(String name) throws Exception {
    assumeTrue(new Tools("python3", List.of(), "", "", "").isInstalled(), "python3 is not installed");
    Reloads reloads = Reloads.of(name);
    RegisterMap map = RegisterMap.of(reloads.unit());
    Files.writeString(folder.resolve("driver.py"),
        IpPackage.files(AxiIp.of(reloads.unit())).get("driver/vit2rtl_" + name + ".py"));
    Files.writeString(folder.resolve("layer.csv"), LoadFormat.of(reloads.second().config()).csv());
    Files.writeString(folder.resolve("numpy.py"), "");
    Files.writeString(folder.resolve("pynq.py"), """
        allocate = None
        class DefaultIP:
            def __init__(self, description):
                self.written = []
            def read(self, offset):
                return self.words[offset]
            def write(self, offset, value):
                assert 0 <= value < 1 << 32
                self.written.append((offset, value))
        """);
    Files.writeString(folder.resolve("t.py"), "import pynq, driver\npynq.DefaultIP.words = {"
        + map.registers().stream().map(r -> r.offset() + ": " + (r.resetValue() & 0xFFFFFFFFL))
            .collect(Collectors.joining(", ")) + "}\nd = driver.Driver({})\n" + String.format("""
        d.%1$s
        print(*[f"{a}:{v}" for a, v in d.written])
        d.words[%2$d] = %3$d
        try:
            d.%1$s
        except RuntimeError as e:
            print(e)
        try:
            d.%4$s
        except ValueError as e:
            print(e)
        d.words[%2$d] = 0
        d.written = []
        d.load_file("layer.csv")
        print(*[f"{a}:{v}" for a, v in d.written])
        try:
            d.load(beta=[1])
        except ValueError as e:
            print(e)
        """, reloads.call(), map.register("STATUS").offset(), 1 << 3, reloads.call().replaceFirst("\\[\\d+", "[-1")));
    List<String> said = Processes.run(folder, List.of("python3", "t.py")).lines().toList();
    assertEquals(reloads.writes().stream().map(w -> w[0] + ":" + w[1]).collect(Collectors.joining(" ")), said.get(0));
    assertEquals("rows are inside the IP; load when all of them have come out", said.get(1));
    assertTrue(said.get(2).matches("(alpha|exponential) -1; this IP takes [01] to \\d+"), said.get(2));
    assertEquals(said.get(0), said.get(3), "from the file of load words");
    assertEquals("there is no table beta; this IP has " + (name.equals("softmax") ? "exponential, code"
        : "alpha, gain, offset, zero_point, epsilon"), said.get(4));
  }
}
