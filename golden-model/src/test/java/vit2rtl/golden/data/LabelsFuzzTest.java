package vit2rtl.golden.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.testkit.FuzzSeeds;

/** Any bytes as a labels.csv: labels in range, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class LabelsFuzzTest {
  private static final int CLASSES = 10;
  private static final ImageFormat FORMAT = new ImageFormat(1, 2, CLASSES);

  @FuzzTest
  void bytes(byte[] data) {
    try {
      assertTrue(LabelsCsv.read("f", data, FORMAT).values().stream().allMatch(label -> label >= 0 && label < CLASSES));
    } catch (InputException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
