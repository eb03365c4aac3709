package vit2rtl.golden.checkpoint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.vit.CheckpointOptions;
import vit2rtl.testkit.FuzzSeeds;

/** Any bytes as a safetensors checkpoint: a network in the common form, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class CheckpointFuzzTest {

  @FuzzTest
  void bytes(byte[] data) {
    try {
      CheckpointReader.of(SafeTensors.parse("f", ByteBuffer.wrap(data)), CheckpointOptions.NONE);
    } catch (InputException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
