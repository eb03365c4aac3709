package vit2rtl.golden.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vit2rtl.golden.InputException;

/**
 * A safetensors file: 8 bytes header length (little-endian), a JSON header {@code name → dtype, shape, data_offsets}
 * (and {@code __metadata__}, strings by name), then the tensors' bytes without holes. Memory-mapped; every number in the
 * header is checked against the file before it is used, so a damaged or hostile file is a clear error.
 */
public final class SafeTensors {
  private static final long MAX_HEADER = 100L << 20;
  /** Types of the format that nothing here reads. */
  private static final Set<String> UNSUPPORTED = Set.of("F4", "F6_E2M3", "F6_E3M2", "F8_E5M2", "F8_E4M3", "F8_E8M0",
      "F8_E4M3FNUZ", "F8_E5M2FNUZ", "C64");

  private final String file;
  private final Map<String, Tensor> tensors;
  private final Map<String, String> metadata;

  private SafeTensors(String file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    this.file = file;
    this.tensors = Collections.unmodifiableMap(tensors);
    this.metadata = Collections.unmodifiableMap(metadata);
  }

  /** Maps a file. */
  public static SafeTensors open(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      if (Files.isDirectory(path)) {
        throw new InputException(path + " is a folder; a safetensors file is needed");
      }
      if (size > Integer.MAX_VALUE) {
        throw new InputException(path + " has " + size + " bytes; allowed: up to 2 GiB");
      }
      return parse(path.toString(), channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    } catch (NoSuchFileException e) {
      throw new InputException("there is no file " + path);
    } catch (IOException e) {
      throw new InputException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads a file's bytes, for instance of a resource. */
  public static SafeTensors parse(String file, ByteBuffer bytes) {
    ByteBuffer data = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (data.limit() < 8) {
      refuseForeign(file, data);
      throw broken(file, "has " + data.limit() + " bytes; a safetensors file starts with 8 bytes of header length");
    }
    long header = data.getLong(0);
    if (header < 2 || header > MAX_HEADER || header > data.limit() - 8) {
      refuseForeign(file, data);
      throw broken(file, "states a header of " + Long.toUnsignedString(header) + " bytes; allowed: 2 to "
          + Math.min(MAX_HEADER, data.limit() - 8) + " in a file of " + data.limit() + " bytes");
    }
    byte[] json = new byte[(int) header];
    data.get(8, json);
    ByteBuffer body = data.slice(8 + (int) header, data.limit() - 8 - (int) header).order(ByteOrder.LITTLE_ENDIAN);
    return new Header(file, body).read(json);
  }

  private static void refuseForeign(String file, ByteBuffer data) {
    ForeignFile.meaning(data).ifPresent(what -> {
      throw new InputException(file + " is not a safetensors file but " + what);
    });
  }

  private static InputException broken(String file, String what) {
    return new InputException(file + " is not a valid safetensors file: it " + what);
  }

  /** Reads the header against the bytes behind it. */
  private record Header(String file, ByteBuffer body) {

    SafeTensors read(byte[] json) {
      JsonNode root = tree(json);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      Map<String, String> metadata = new LinkedHashMap<>();
      List<long[]> spans = new ArrayList<>();
      root.fields().forEachRemaining(entry -> {
        if (entry.getKey().equals("__metadata__")) {
          readMetadata(entry.getValue(), metadata);
        } else {
          tensors.put(entry.getKey(), readTensor(entry.getKey(), entry.getValue(), spans));
        }
      });
      checkSpans(spans);
      return new SafeTensors(file, tensors, metadata);
    }

    private JsonNode tree(byte[] json) {
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
        if (!text.startsWith("{")) {
          throw broken(file, "has a header that does not begin with '{'");
        }
        JsonNode root = StrictJson.read(text);
        if (!root.isObject()) {
          throw broken(file, "has a header that is not a JSON object");
        }
        return root;
      } catch (JsonProcessingException e) {
        throw broken(file, "has a header that is not valid JSON: " + e.getOriginalMessage());
      } catch (CharacterCodingException e) {
        throw broken(file, "has a header that is not UTF-8");
      } catch (StackOverflowError e) {
        throw broken(file, "has a header that cannot be read: " + e);
      }
    }

    private void readMetadata(JsonNode node, Map<String, String> metadata) {
      if (!node.isObject()) {
        throw broken(file, "has a __metadata__ that is not a JSON object");
      }
      node.fields().forEachRemaining(entry -> {
        if (!entry.getValue().isTextual()) {
          throw broken(file, "has metadata '" + entry.getKey() + "' that is not a string");
        }
        metadata.put(entry.getKey(), entry.getValue().textValue());
      });
    }

    private Tensor readTensor(String name, JsonNode node, List<long[]> spans) {
      DType type = type(name, node.path("dtype").asText("nothing"));
      JsonNode offsets = node.path("data_offsets");
      if (!offsets.isArray() || offsets.size() != 2 || !offsets.get(0).isIntegralNumber()
          || !offsets.get(1).isIntegralNumber() || !node.path("shape").isArray()) {
        throw broken(file, "describes tensor '" + name + "' without a shape list and two data_offsets");
      }
      long bytes = type.bytes();
      List<Integer> shape = new ArrayList<>();
      for (JsonNode dimension : node.path("shape")) {
        if (!dimension.canConvertToInt() || !dimension.isIntegralNumber() || dimension.intValue() < 0) {
          throw broken(file, "gives tensor '" + name + "' the dimension " + dimension);
        }
        shape.add(dimension.intValue());
        bytes = Math.multiplyHigh(bytes, dimension.intValue()) != 0 ? Long.MAX_VALUE : bytes * dimension.intValue();
        if (bytes < 0 || bytes > Integer.MAX_VALUE) {
          throw broken(file, "gives tensor '" + name + "' the shape " + Tensor.text(shape)
              + " …, which is more than 2 GiB");
        }
      }
      long begin = offsets.get(0).canConvertToLong() ? offsets.get(0).longValue() : -1;
      long end = offsets.get(1).canConvertToLong() ? offsets.get(1).longValue() : -1;
      if (begin < 0 || end < begin || end > body.limit()) {
        throw broken(file, "places tensor '" + name + "' at bytes " + offsets.get(0) + " to " + offsets.get(1)
            + " of " + body.limit() + ": the file is truncated or its header is wrong");
      }
      if (end - begin != bytes) {
        throw broken(file, "gives tensor '" + name + "' " + (end - begin) + " bytes, but " + type + " "
            + Tensor.text(shape) + " needs " + bytes);
      }
      spans.add(new long[] {begin, end});
      return new Tensor(file, name, type, List.copyOf(shape),
          body.slice((int) begin, (int) bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    private DType type(String name, String text) {
      for (DType type : DType.values()) {
        if (type.name().equals(text)) {
          return type;
        }
      }
      if (UNSUPPORTED.contains(text)) {
        throw new InputException("tensor '" + name + "' of " + file + " has type " + text
            + ", which is not supported; supported: " + List.of(DType.values()) + "; convert it, for instance to F32");
      }
      throw broken(file, "gives tensor '" + name + "' the type " + text + "; known: "
          + List.of(DType.values()));
    }

    /** The format wants the tensors side by side: an overlap or a hole hides something. */
    private void checkSpans(List<long[]> spans) {
      spans.sort(Comparator.<long[]>comparingLong(s -> s[0]).thenComparingLong(s -> s[1]));
      long at = 0;
      for (long[] span : spans) {
        if (span[0] != at) {
          throw broken(file, (span[0] < at ? "has tensors that overlap at byte " : "has a hole before byte ") + span[0]);
        }
        at = span[1];
      }
      if (at != body.limit()) {
        throw broken(file, "has " + (body.limit() - at) + " bytes behind its last tensor");
      }
    }
  }

  public String file() {
    return file;
  }

  public Set<String> names() {
    return tensors.keySet();
  }

  public Map<String, String> metadata() {
    return metadata;
  }

  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** The tensor of that name; a missing one is refused with the names there are. */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      List<String> some = tensors.keySet().stream().sorted().limit(12).toList();
      throw new InputException(file + " has no tensor '" + name + "'; it has "
          + (tensors.size() > some.size() ? tensors.size() + ", among them " : "") + some);
    }
    return tensor;
  }
}
