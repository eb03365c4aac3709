package vit2rtl.golden.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.testkit.FuzzSeeds;

/** Any bytes as an image file: pixels, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class ImageFuzzTest {

  @FuzzTest
  void bytes(byte[] data) {
    for (int channels : new int[] {1, 3}) {
      try {
        Image image = ImageDecoder.read("f", data, channels).image();
        assertEquals(channels * image.height() * image.width(), image.pixels().length);
      } catch (InputException e) {
        // The one other answer.
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
