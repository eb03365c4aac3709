package vit2rtl.golden.io.torch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.testkit.FuzzSeeds;

/** Any bytes as a pickle: values, or one sentence; nothing is looked up and nothing grows without bound. */
@Execution(ExecutionMode.CONCURRENT)
class PickleFuzzTest {

  @FuzzTest
  void bytes(byte[] data) {
    try {
      PickleReader reader = new PickleReader("f", ByteBuffer.wrap(data));
      reader.next();
      reader.next();
    } catch (InputException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
