package vit2rtl.bench.foreign;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.testkit.FuzzSeeds;

/** Any text as a map of a foreign module's ports: a map of ports that the unit has, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class PortMapFuzzTest {
  private static final RtlDesign UNIT = new RtlDesign("m", Language.VERILOG, "", "", List.of(new ClockPort("clk", "reset")),
      List.of(port("in_valid", Direction.IN, 1), port("in_ready", Direction.OUT, 1), port("in_last", Direction.IN, 1),
          port("in_data_0", Direction.IN, 8), port("in_data_1", Direction.IN, 8), port("out_valid", Direction.OUT, 1),
          port("out_ready", Direction.IN, 1), port("out_data_0", Direction.OUT, 9)),
      List.of(new StreamPort("in", Direction.IN, "in_valid", "in_ready", "in_last", List.of("in_data_0", "in_data_1")),
          new StreamPort("out", Direction.OUT, "out_valid", "out_ready", null, List.of("out_data_0"))));

  private static Port port(String name, Direction direction, int width) {
    return new Port(name, direction, width, false, BigInteger.ZERO, BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
  }

  @FuzzTest
  void bytes(byte[] data) {
    try {
      PortMap map = PortMapFile.read("f", new String(data, StandardCharsets.UTF_8).lines().toList(), UNIT);
      List<String> known = PortMap.names(UNIT);
      assertTrue(map.pins().keySet().stream().allMatch(name -> known.contains(name) || name.endsWith("_data")));
    } catch (InputException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
