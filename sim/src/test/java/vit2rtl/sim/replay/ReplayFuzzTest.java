package vit2rtl.sim.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.sim.tool.RequestException;
import vit2rtl.testkit.FuzzSeeds;

/** Any bytes as a replay file: what it repeats, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class ReplayFuzzTest {
  private static final int MOST_BYTES = 1 << 24;

  @FuzzTest
  void bytes(byte[] data) {
    try {
      ReplayFile.read("f", ReplayFile.parts("f", new ByteArrayInputStream(data), MOST_BYTES));
    } catch (RequestException e) {
      // The one other answer.
    }
  }

  @Test
  void anArchiveThatUnpacksToMoreIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : List.of("replay.json", "data.bin")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(new byte[1000]);
      }
    }
    InputStream whole = new ByteArrayInputStream(bytes.toByteArray());
    assertEquals(2, ReplayFile.parts("f", whole, 2000).size());
    InputStream again = new ByteArrayInputStream(bytes.toByteArray());
    assertEquals("replay file f cannot be read: it unpacks to more than 1999 bytes; it is cut off, damaged, or no replay"
        + " file", assertThrows(RequestException.class, () -> ReplayFile.parts("f", again, 1999)).getMessage());
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
