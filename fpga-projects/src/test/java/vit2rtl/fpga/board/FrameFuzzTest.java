package vit2rtl.fpga.board;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.testkit.FuzzSeeds;

/** Whole replies with any content on the line to a board: results, or a sentence about board or line. */
@Execution(ExecutionMode.CONCURRENT)
class FrameFuzzTest {

  /** A length, then so many bytes between first byte and CRC of a reply, and so on; each request has one. */
  @FuzzTest
  void bytes(byte[] data) {
    List<byte[]> replies = new ArrayList<>();
    for (int at = 0; at < data.length; at += 1 + (data[at] & 0xFF)) {
      byte[] inner = Arrays.copyOfRange(data, at + 1, Math.min(data.length, at + 1 + (data[at] & 0xFF)));
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      reply.write(Protocol.REPLY);
      reply.writeBytes(inner);
      reply.write(Protocol.crc(inner, 0, inner.length));
      replies.add(reply.toByteArray());
    }
    LineFuzzTest.talk(new LineFuzzTest.Canned(replies));
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
