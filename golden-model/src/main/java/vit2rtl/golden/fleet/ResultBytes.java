package vit2rtl.golden.fleet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Results as bytes, written and read part by part in one order. */
public final class ResultBytes {

  /** Puts parts one behind the other. */
  @FunctionalInterface
  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Takes them in the same order. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  private ResultBytes() {}

  public static byte[] of(Writer content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      content.write(out);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory", e);
    }
    return bytes.toByteArray();
  }

  /** The key of shards holds the build, so what is read here was written by the same code. */
  public static <T> T read(byte[] bytes, Reader<T> content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return content.read(in);
    } catch (IOException e) {
      throw new IllegalStateException("a result that this build did not write", e);
    }
  }

  /** Text of any length. */
  public static void text(DataOutputStream out, String text) throws IOException {
    part(out, text.getBytes(StandardCharsets.UTF_8));
  }

  public static String text(DataInputStream in) throws IOException {
    return new String(part(in), StandardCharsets.UTF_8);
  }

  /** Bytes with their number before them. */
  public static void part(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  public static byte[] part(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
