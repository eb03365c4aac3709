package vit2rtl.golden.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.testkit.FuzzSeeds;

/** Any text as the manifest of a quantised model whose tensors are right: a model, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class ManifestFuzzTest {
  private static final SafeTensors TENSORS = tiny();

  private static SafeTensors tiny() {
    try (InputStream in = ManifestFuzzTest.class.getResourceAsStream("tiny.safetensors")) {
      return SafeTensors.parse("f", ByteBuffer.wrap(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FuzzTest
  void bytes(byte[] data) {
    try {
      ModelFile.any(TENSORS, new String(data, StandardCharsets.UTF_8));
    } catch (InputException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
