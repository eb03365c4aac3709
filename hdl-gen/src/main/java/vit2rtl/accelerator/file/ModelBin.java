package vit2rtl.accelerator.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;

/**
 * {@code model.bin}: the constant stream of one model for one accelerator, with what it was made for; docs/model-bin.md
 * specifies the format. Flash, DRAM, a test bench and a board read the same file.
 */
public final class ModelBin {
  /** Grows by one whenever older readers would misunderstand a file. */
  public static final int VERSION = 1;
  private static final byte[] MAGIC = "V2RMODEL".getBytes(StandardCharsets.US_ASCII);
  /** Magic, version and checksum: what the checksum does not cover. */
  private static final int UNCHECKED = 16;
  /** And what has one place in every file: header bytes, count of numbers, stream bytes, beat bytes, reserved. */
  private static final int FIXED = 40;
  private static final int STREAM_ALIGNMENT = 64;

  private ModelBin() {}

  /** The file of a program. */
  public static byte[] bytes(Program program) {
    Map<String, Long> numbers = StreamContract.of(program.config());
    byte[] stream = program.stream();
    int header = headerBytes(numbers.size());
    ByteBuffer file = ByteBuffer.allocate(header + stream.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(MAGIC).putInt(VERSION).putInt(0).putInt(header).putInt(numbers.size()).putLong(stream.length)
        .putInt(program.config().inner()).putInt(0);
    numbers.values().forEach(file::putLong);
    file.position(header);
    file.put(stream);
    file.putInt(12, checksum(file.array()));
    return file.array();
  }

  /**
   * CRC-32 of the numbers that describe an accelerator, as they stand in its files from offset 40 on: what hardware says
   * of itself, so that a driver can refuse files that were made for another.
   */
  public static int contract(AcceleratorConfig config) {
    Map<String, Long> numbers = StreamContract.of(config);
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
    numbers.values().forEach(bytes::putLong);
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    return (int) crc.getValue();
  }

  public static void write(Path path, Program program) {
    byte[] bytes = bytes(program);
    AtomicFile.write(path, part -> Files.write(part, bytes));
  }

  /** Refuses a name that is no file's. */
  public static void requireFile(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new InputException("there is no file " + path + "; name a model.bin that 'generate network' wrote");
    }
  }

  /** The constant stream of a file for this accelerator; refuses what is not that. */
  public static byte[] read(Path path, AcceleratorConfig config) {
    requireFile(path);
    try {
      return stream(path.toString(), Files.readAllBytes(path), config);
    } catch (IOException e) {
      throw new InputException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The same for a file in memory.
   *
   * @param name of the file, for messages
   */
  public static byte[] stream(String name, byte[] bytes, AcceleratorConfig config) {
    return stream(name, bytes, StreamContract.of(config));
  }

  /** The same for the accelerator that these numbers describe. */
  static byte[] stream(String name, byte[] bytes, Map<String, Long> contract) {
    requireMagic(name, bytes);
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int version = bytes.length < MAGIC.length + 4 ? VERSION : file.getInt(8);
    if (version != VERSION) {
      throw new InputException(name + " has version " + Integer.toUnsignedString(version) + " of the model.bin format;"
          + " this vit2rtl reads version " + VERSION + ": write it anew with this one, or use a vit2rtl that knows it");
    }
    int header = requireWhole(name, file);
    if (file.getInt(12) != checksum(bytes)) {
      throw new InputException(String.format("%s has checksum %08x; its content gives %08x: it was changed or damaged;"
          + " write it anew with 'generate network'", name, file.getInt(12), checksum(bytes)));
    }
    requireContract(name, file, contract);
    return Arrays.copyOfRange(bytes, header, bytes.length);
  }

  private static void requireMagic(String name, byte[] bytes) {
    if (bytes.length < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new InputException(name + " is not a model.bin: it does not begin with '"
          + new String(MAGIC, StandardCharsets.US_ASCII) + "'; write one with 'generate network'");
    }
  }

  /** Gives the header's length. */
  private static int requireWhole(String name, ByteBuffer file) {
    int found = file.capacity();
    long wanted = found < FIXED ? FIXED : Integer.toUnsignedLong(file.getInt(16)) + file.getLong(24);
    if (wanted != found || file.getLong(24) < 0 || file.getInt(16) != headerBytes(file.getInt(20))) {
      throw new InputException(name + " has " + found + " bytes; its header says " + (found < FIXED ? "at least " : "")
          + wanted + ": it was cut off or damaged; write it anew with 'generate network'");
    }
    return file.getInt(16);
  }

  private static void requireContract(String name, ByteBuffer file, Map<String, Long> wanted) {
    if (file.getInt(20) != wanted.size()) {
      throw new InputException(name + " describes its accelerator by " + file.getInt(20) + " numbers; allowed: "
          + wanted.size() + ": write it anew with 'generate network'");
    }
    int at = FIXED;
    for (Map.Entry<String, Long> number : wanted.entrySet()) {
      if (file.getLong(at) != number.getValue()) {
        throw new InputException(name + " was made for an accelerator with " + number.getKey() + " " + file.getLong(at)
            + "; this one has " + number.getValue() + ": write it anew for this one with 'generate network'");
      }
      at += Long.BYTES;
    }
  }

  private static int headerBytes(int numbers) {
    int end = FIXED + Long.BYTES * Math.max(0, Math.min(numbers, 1 << 20));
    return (end + STREAM_ALIGNMENT - 1) / STREAM_ALIGNMENT * STREAM_ALIGNMENT;
  }

  private static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, UNCHECKED, bytes.length - UNCHECKED);
    return (int) crc.getValue();
  }
}
