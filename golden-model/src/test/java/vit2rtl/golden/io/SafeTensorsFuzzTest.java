package vit2rtl.golden.io;

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

/** Any bytes as a safetensors file: tensors that can be read, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class SafeTensorsFuzzTest {

  @FuzzTest
  void bytes(byte[] data) {
    try {
      SafeTensors file = SafeTensors.parse("f", ByteBuffer.wrap(data));
      for (String name : file.names()) {
        Tensor tensor = file.tensor(name);
        tensor.doubles();
        tensor.ints();
      }
    } catch (InputException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
