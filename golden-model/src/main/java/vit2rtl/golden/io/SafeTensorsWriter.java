package vit2rtl.golden.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects tensors and writes them as one safetensors file; the same tensors give the same bytes. */
public final class SafeTensorsWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private record Entry(DType type, List<Integer> shape, ByteBuffer data) {}

  public SafeTensorsWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  public SafeTensorsWriter u8(String name, int[] values, Integer... shape) {
    ByteBuffer data = room(name, DType.U8, values.length, shape);
    for (int value : values) {
      data.put((byte) check(name, value, 0, 255));
    }
    return this;
  }

  public SafeTensorsWriter i8(String name, int[] values, Integer... shape) {
    ByteBuffer data = room(name, DType.I8, values.length, shape);
    for (int value : values) {
      data.put((byte) check(name, value, -128, 127));
    }
    return this;
  }

  public SafeTensorsWriter i32(String name, int[] values, Integer... shape) {
    ByteBuffer data = room(name, DType.I32, values.length, shape);
    for (int value : values) {
      data.putInt(value);
    }
    return this;
  }

  public SafeTensorsWriter i64(String name, long[] values, Integer... shape) {
    ByteBuffer data = room(name, DType.I64, values.length, shape);
    for (long value : values) {
      data.putLong(value);
    }
    return this;
  }

  public SafeTensorsWriter f32(String name, float[] values, Integer... shape) {
    ByteBuffer data = room(name, DType.F32, values.length, shape);
    for (float value : values) {
      data.putFloat(value);
    }
    return this;
  }

  public SafeTensorsWriter f64(String name, double[] values, Integer... shape) {
    ByteBuffer data = room(name, DType.F64, values.length, shape);
    for (double value : values) {
      data.putDouble(value);
    }
    return this;
  }

  private static int check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("tensor '" + name + "': value " + value + "; allowed: " + min + " to " + max);
    }
    return value;
  }

  private ByteBuffer room(String name, DType type, int count, Integer... shape) {
    long elements = 1;
    for (int dimension : shape) {
      elements *= dimension;
    }
    if (elements != count) {
      throw new IllegalArgumentException("tensor '" + name + "': " + count + " values for shape "
          + Tensor.text(List.of(shape)));
    }
    ByteBuffer data = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    entries.put(name, new Entry(type, List.of(shape), data));
    return data;
  }

  /** Writes to a temporary name and renames, so that an interrupted run leaves no half file. */
  public void write(Path path) {
    AtomicFile.write(path, temporary -> {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING)) {
        byte[] header = header();
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).flip();
        writeAll(channel, length);
        writeAll(channel, ByteBuffer.wrap(header));
        for (Entry entry : entries.values()) {
          writeAll(channel, entry.data().duplicate().flip());
        }
      }
    });
  }

  private static void writeAll(FileChannel channel, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      channel.write(data);
    }
  }

  /** The header, padded with spaces so that the data starts on a multiple of 8. */
  private byte[] header() throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode node = root.putObject("__metadata__");
      metadata.forEach(node::put);
    }
    long at = 0;
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", entry.getValue().type().name());
      entry.getValue().shape().forEach(node.putArray("shape")::add);
      long end = at + entry.getValue().data().capacity();
      node.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    String json = JSON.writeValueAsString(root);
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat((8 - bytes % 8) % 8)).getBytes(StandardCharsets.UTF_8);
  }

  /** Names so far. */
  public List<String> names() {
    return new ArrayList<>(entries.keySet());
  }
}
