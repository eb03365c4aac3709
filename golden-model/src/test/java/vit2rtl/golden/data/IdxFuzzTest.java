package vit2rtl.golden.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.testkit.FuzzSeeds;

/** Any bytes as an IDX file of images, compressed or not: images, or one sentence. Files of labels go the same way. */
@Execution(ExecutionMode.CONCURRENT)
class IdxFuzzTest {
  private static final ImageFormat FORMAT = new ImageFormat(1, 2, 10);
  private static final byte[] ONE_LABEL = {0, 0, 8, 1, 0, 0, 0, 1, 3};

  @FuzzTest
  void bytes(byte[] data) throws IOException {
    try {
      IdxImages images = IdxImages.read("f", new ByteArrayInputStream(data), new ByteArrayInputStream(ONE_LABEL), FORMAT);
      images.image(images.size() - 1);
    } catch (InputException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
