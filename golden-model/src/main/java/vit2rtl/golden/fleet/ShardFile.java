package vit2rtl.golden.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;

/**
 * The results of a shard as a file: the line {@value #MAGIC}, then length and text of a JSON head, then length and bytes
 * of every result, big-endian 32-bit lengths, then a SHA-256 of all that. It appears whole or not at all.
 *
 * @param head    of the work
 * @param span    which units
 * @param results a result for each of them
 * @param seconds how long they took
 */
public record ShardFile(WorkHead head, Span span, List<byte[]> results, double seconds) {
  /** How such a file's name ends. */
  public static final String SUFFIX = ".vshard";
  private static final String MAGIC = "vit2rtl shard 1\n";
  private static final int SUM = 32;
  private static final ObjectMapper JSON = new ObjectMapper();

  public void write(Path path) {
    ObjectNode node = JSON.createObjectNode().put("kind", head.kind()).put("key", head.key()).put("build", head.build())
        .put("units", head.units()).put("description", head.description()).put("shard", span.index())
        .put("of", span.of()).put("from", span.from()).put("to", span.to()).put("seconds", seconds);
    byte[] content = ResultBytes.of(out -> {
      out.write(MAGIC.getBytes(StandardCharsets.US_ASCII));
      ResultBytes.part(out, JSON.writeValueAsBytes(node));
      for (byte[] result : results) {
        ResultBytes.part(out, result);
      }
    });
    byte[] all = Arrays.copyOf(content, content.length + SUM);
    System.arraycopy(sum(content), 0, all, content.length, SUM);
    AtomicFile.write(path, file -> Files.write(file, all));
  }

  private static byte[] sum(byte[] bytes) {
    return new Sha256().bytes(bytes).digest();
  }

  /** Reads a file; one that is not whole is refused. */
  public static ShardFile read(Path path) {
    byte[] all = bytes(path);
    byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
    if (all.length < magic.length || !Arrays.equals(magic, Arrays.copyOf(all, magic.length))) {
      throw new InputException(path + " is no shard of this version of vit2rtl; needed: a file that --shard … --out or"
          + " --resume wrote");
    }
    byte[] content = Arrays.copyOf(all, Math.max(magic.length, all.length - SUM));
    if (!Arrays.equals(sum(content), Arrays.copyOfRange(all, content.length, all.length))) {
      throw new InputException(path + " is damaged: its checksum is not that of its content; delete it and run its shard"
          + " again");
    }
    try {
      return read(ByteBuffer.wrap(content, magic.length, content.length - magic.length));
    } catch (IOException | BufferUnderflowException | NegativeArraySizeException e) {
      throw new InputException(path + " is damaged: its parts do not end where they should; delete it and run its shard"
          + " again", e);
    }
  }

  private static ShardFile read(ByteBuffer in) throws IOException {
    JsonNode node = JSON.readTree(part(in));
    WorkHead head = new WorkHead(node.path("kind").asText(), node.path("key").asText(), node.path("build").asText(),
        node.path("units").asInt(), node.path("description").asText());
    Span span = new Span(node.path("shard").asInt(), node.path("of").asInt(), node.path("from").asInt(),
        node.path("to").asInt());
    List<byte[]> results = new ArrayList<>();
    for (int i = 0; i < span.size(); i++) {
      results.add(part(in));
    }
    return new ShardFile(head, span, results, node.path("seconds").asDouble());
  }

  private static byte[] part(ByteBuffer in) {
    byte[] part = new byte[in.getInt()];
    in.get(part);
    return part;
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new InputException("there is no file " + path, e);
    } catch (IOException e) {
      throw new InputException(path + " cannot be read: " + e.getMessage(), e);
    }
  }
}
