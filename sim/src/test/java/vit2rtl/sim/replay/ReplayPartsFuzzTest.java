package vit2rtl.sim.replay;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.sim.tool.RequestException;
import vit2rtl.testkit.FuzzSeeds;

/** Any text as the description in a replay file whose other parts are right: what it repeats, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class ReplayPartsFuzzTest {
  private static final byte[] TEXT = "module m; endmodule".getBytes();
  private static final byte[] ELEMENTS = new byte[24];

  @FuzzTest
  void bytes(byte[] data) {
    try {
      ReplayFile.read("f", Map.of("replay.json", data, "design.v", TEXT, "design.sv", TEXT, "data.bin", ELEMENTS));
    } catch (RequestException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
