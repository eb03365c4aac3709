package vit2rtl.sim.replay;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.sim.tool.RequestException;
import vit2rtl.testkit.FuzzSeeds;

/** Any bytes as a replay file: what it repeats, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class ReplayFuzzTest {

  @FuzzTest
  void bytes(byte[] data) {
    try {
      ReplayFile.read("f", ReplayFile.parts("f", new ByteArrayInputStream(data)));
    } catch (RequestException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
