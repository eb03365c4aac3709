package vit2rtl.golden.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "@MANIFEST@";
  private static final byte[] BODY;
  private static final String BEFORE;
  private static final String BEHIND;

  static {
    ByteBuffer model = ByteBuffer.wrap(tiny()).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) model.getLong(0);
    byte[] header = new byte[length];
    model.get(8, header);
    BODY = new byte[model.capacity() - 8 - length];
    model.get(8 + length, BODY);
    try {
      ObjectNode root = (ObjectNode) JSON.readTree(header);
      ((ObjectNode) root.path("__metadata__")).put(ModelFile.KEY, MANIFEST);
      String text = root.toString();
      BEFORE = text.substring(0, text.indexOf(MANIFEST));
      BEHIND = text.substring(text.indexOf(MANIFEST) + MANIFEST.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] tiny() {
    try (InputStream in = ManifestFuzzTest.class.getResourceAsStream("tiny.safetensors")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FuzzTest
  void bytes(byte[] data) throws IOException {
    try {
      ModelFile.read(SafeTensors.parse("f", ByteBuffer.wrap(file(new String(data, StandardCharsets.UTF_8)))));
    } catch (InputException e) {
      // The one other answer.
    }
  }

  private static byte[] file(String manifest) throws IOException {
    String quoted = JSON.writeValueAsString(manifest);
    byte[] header = (BEFORE + quoted.substring(1, quoted.length() - 1) + BEHIND).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
    file.writeBytes(header);
    file.writeBytes(BODY);
    return file.toByteArray();
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
