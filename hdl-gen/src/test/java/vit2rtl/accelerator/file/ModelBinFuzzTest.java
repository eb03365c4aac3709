package vit2rtl.accelerator.file;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.accelerator.SmallModels;
import vit2rtl.golden.InputException;
import vit2rtl.testkit.FuzzSeeds;

/** Any bytes as a model.bin, as they are and with the checksum that they should have: a constant stream, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class ModelBinFuzzTest {
  private static final Map<String, Long> CONTRACT = StreamContract.of(SmallModels.config(SmallModels.tiny(1), 8));
  private static final byte[] MAGIC = {'V', '2', 'R', 'M', 'O', 'D', 'E', 'L', 1, 0, 0, 0};
  private static final int CHECKED = 16;

  @FuzzTest
  void bytes(byte[] data) {
    read(data);
    if (data.length >= CHECKED) {
      byte[] mended = data.clone();
      System.arraycopy(MAGIC, 0, mended, 0, MAGIC.length);
      CRC32 sum = new CRC32();
      sum.update(mended, CHECKED, mended.length - CHECKED);
      ByteBuffer.wrap(mended).order(ByteOrder.LITTLE_ENDIAN).putInt(MAGIC.length, (int) sum.getValue());
      read(mended);
    }
  }

  private static void read(byte[] data) {
    try {
      ModelBin.stream("f", data, CONTRACT);
    } catch (InputException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
