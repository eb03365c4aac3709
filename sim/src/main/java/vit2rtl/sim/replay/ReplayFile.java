package vit2rtl.sim.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import vit2rtl.sim.tool.RequestException;
import vit2rtl.sim.tool.WholeFile;

/**
 * A replay as a zip file: {@code replay.json} says what there is, {@code design.v} or {@code design.sv} is the text,
 * {@code data.bin} holds 32-bit little-endian elements, run by run: each source's rows, then what each sink should have
 * received. Files of this format and older ones are read; a newer format is refused by name.
 */
public final class ReplayFile {
  /** Grows by one whenever older readers would misunderstand a file. */
  private static final int FORMAT = 2;
  /** 128 Mi elements; an archive of a megabyte could unpack to a gigabyte. */
  private static final int MOST_BYTES = 1 << 29;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReplayFile() {}

  /**
   * Writes a replay as one file, whole or not at all.
   *
   * @param file   where to
   * @param replay what to write
   */
  public static void write(Path file, Replay replay) {
    ObjectNode root = JSON.createObjectNode();
    root.put("vitreplay", FORMAT);
    root.put("failure", replay.failure());
    root.set("design", DesignJson.write(replay.design()));
    root.set("options", OptionsJson.write(replay.options()));
    root.set("before", StepsJson.write(replay.before()));
    root.set("runs", RunsJson.write(replay.runs()));
    WholeFile.write(file, part -> {
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
        put(zip, "replay.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        put(zip, "design." + replay.design().language().extension(),
            replay.design().text().getBytes(StandardCharsets.UTF_8));
        put(zip, "data.bin", data(replay.runs()));
      }
    });
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // One content, one file.
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] data(List<ReplayRun> runs) {
    long elements = runs.stream().mapToLong(ReplayRun::elements).sum();
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(elements * 4)).order(ByteOrder.LITTLE_ENDIAN);
    for (ReplayRun run : runs) {
      run.job().sources().forEach(source -> put(bytes, source.data()));
      run.expected().forEach(elementsOfSink -> put(bytes, elementsOfSink));
    }
    return bytes.array();
  }

  private static void put(ByteBuffer bytes, int[] elements) {
    for (int element : elements) {
      bytes.putInt(element);
    }
  }

  /**
   * Reads a file; one that is broken, cut off or of a newer format is refused.
   *
   * @param file its path
   * @return what it repeats
   */
  public static Replay read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new RequestException("replay file " + file + " does not exist; name a .vitreplay file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), parts(file.toString(), in, MOST_BYTES));
    } catch (IOException e) {
      throw refused(file.toString(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * The replay of a file's parts.
   *
   * @param file  where they come from, for messages
   * @param parts content by name
   */
  static Replay read(String file, Map<String, byte[]> parts) {
    try {
      JsonNode root = JSON.readTree(part(parts, "replay.json"));
      int format = Fields.integer(root, "vitreplay", 1, Integer.MAX_VALUE);
      if (format > FORMAT) {
        throw new RequestException("replay file " + file + " has format " + format + "; this version reads up to "
            + FORMAT + ": use the vit2rtl that wrote it or a newer one");
      }
      JsonNode design = Fields.object(root, "design");
      String text = new String(part(parts, "design." + DesignJson.language(design).extension()),
          StandardCharsets.UTF_8);
      ByteBuffer data = ByteBuffer.wrap(part(parts, "data.bin")).order(ByteOrder.LITTLE_ENDIAN);
      Replay replay = new Replay(DesignJson.read(design, text),
          OptionsJson.read(Fields.object(root, "options"), format),
          StepsJson.read(Fields.array(root, "before"), format), RunsJson.read(Fields.array(root, "runs"), data),
          Fields.text(root, "failure"));
      if (data.hasRemaining()) {
        throw new MalformedReplay("data.bin has " + data.remaining() + " bytes too many");
      }
      return replay;
    } catch (RequestException e) {
      throw e;
    } catch (MalformedReplay | IOException | IllegalArgumentException e) {
      throw refused(file, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /**
   * What an archive holds, by name.
   *
   * @param file where it comes from, for messages
   * @param most bytes it may unpack to
   */
  static Map<String, byte[]> parts(String file, InputStream in, int most) {
    Map<String, byte[]> parts = new HashMap<>();
    int left = most;
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] part = zip.readNBytes(left + 1);
        if (part.length > left) {
          throw new IOException("it unpacks to more than " + most + " bytes");
        }
        left -= part.length;
        parts.put(entry.getName(), part);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw refused(file, String.valueOf(e.getMessage()));
    }
    return parts;
  }

  private static byte[] part(Map<String, byte[]> parts, String name) throws MalformedReplay {
    byte[] part = parts.get(name);
    if (part == null) {
      throw new MalformedReplay("it has no " + name);
    }
    return part;
  }

  private static RequestException refused(String file, String why) {
    return new RequestException("replay file " + file + " cannot be read: " + why
        + "; it is cut off, damaged, or no replay file");
  }
}
