package vit2rtl.golden.io.torch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.RawTensor;
import vit2rtl.testkit.FuzzSeeds;

/** Any bytes as a file of torch.save, of both formats: tensors that can be read, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class TorchFuzzTest {
  /** Zeros of stride 0 may be a million elements of few bytes. */
  private static final int MOST_ELEMENTS = 1 << 12;

  @FuzzTest
  void bytes(byte[] data) throws IOException {
    try {
      for (RawTensor tensor : TorchFile.read(new MemoryBytes("f", data)).root().tensors().values()) {
        if (tensor.shape().stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b) <= MOST_ELEMENTS) {
          tensor.content().get().doubles();
        }
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
