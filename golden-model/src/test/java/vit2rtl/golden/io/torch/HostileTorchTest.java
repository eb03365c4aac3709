package vit2rtl.golden.io.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.InputException;

/** Files that mean harm: refused by what they do, with little memory taken, and nothing executed. */
class HostileTorchTest {
  private static final long MAX_ALLOCATED = 256L << 20;

  @TempDir
  Path folder;

  @Test
  void aGoodFileIsRead() throws IOException {
    Path file = zip(Map.of("m/data.pkl", Pickle.single("a", "0", 6, 1, new long[] {2, 2}, new long[] {1, 3}),
        "m/data/0", floats(0, 1, 2, 3, 4, 5)));
    assertArrayEquals(new float[] {1, 4, 2, 5}, TorchFile.open(file).root().tensors().get("a").content().get().floats());
  }

  @Test
  void tensorsOfOneStorageMayShareElementsAndRepeatThem() throws IOException {
    byte[] pickle = new Pickle().op('}').text("a").tensor("0", 4, 0, new long[] {3}, new long[] {1}).op('s')
        .text("b").tensor("0", 4, 1, new long[] {2, 2}, new long[] {0, 1}).op('s').done();
    TorchDict root = TorchFile.open(zip(Map.of("m/data.pkl", pickle, "m/data/0", floats(7, 8, 9, 10)))).root();
    assertArrayEquals(new float[] {7, 8, 9}, root.tensors().get("a").content().get().floats());
    assertArrayEquals(new float[] {8, 9, 8, 9}, root.tensors().get("b").content().get().floats());
  }

  @ParameterizedTest
  @CsvSource({"os, system", "posix, system", "__builtin__, exec", "builtins, getattr", "subprocess, check_output",
      "torch, load", "torch.hub, load", "numpy.core.multiarray, _reconstruct", "torch, float32.__class__"})
  void functionsAreNeverCalled(String module, String name) throws IOException {
    byte[] pickle = new Pickle().global(module, name).op('(').text("touch /tmp/harm").op('t', 'R').done();
    assertTrue(refused(pickle).contains("asks for '" + module + "." + name + "'; allowed: tensors and plain containers;"
        + " nothing was executed"), refused(pickle));
  }

  @Test
  void aNameFromTheStackIsNoWayAround() throws IOException {
    byte[] pickle = new Pickle().text("os").text("system").op(0x93).text("id").op(0x85, 'R').done();
    assertTrue(refused(pickle).contains("'os.system'"));
  }

  @Test
  void objectsAreNeverMade() throws IOException {
    assertTrue(refused(new Pickle().global("torch.nn.modules.linear", "Linear").op(')', 0x81).done())
        .contains("a pickled Python object 'torch.nn.modules.linear.Linear'; save model.state_dict() instead"));
    assertTrue(refused(new Pickle().global("torch._utils", "_rebuild_tensor_v3").done()).contains("float8"));
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    assertTrue(refused(new Pickle().repeat(100, ']').repeat(99, 'a').done()).contains("nests containers more than 64 deep"));
    assertTrue(refused(new Pickle().op(')').repeat(1_000_000, 0x85).done()).contains("nests containers more than 64 deep"));
    assertTrue(refused(new Pickle().repeat(1_000_000, ']').done()).contains("keeps more than 131072 values open"));
    assertTrue(refused(new Pickle().repeat(1_000_000, '(').done()).contains("keeps more than 131072 values open"));
  }

  @Test
  void memoBombsAreRefused() throws IOException {
    Pickle laughs = new Pickle().op(']', 'q', 0);
    for (int level = 1; level < 60; level++) {
      laughs.op(']', 'q', level, '(').repeat(10, 'h', level - 1).op('e');
    }
    assertTrue(refused(laughs.done()).contains("(a memo bomb)"));
    Pickle many = new Pickle().op('N');
    for (int i = 0; i < 1_100_000; i++) {
      many.op('r').four(i);
    }
    assertTrue(refused(many.done()).contains("keeps more than 524288 values in its memo"));
    assertTrue(refused(new Pickle().op('j').four(7).done()).contains("asks for entry 7 of its memo"));
  }

  @Test
  void moreObjectsThanTensorsNeedAreRefused() throws IOException {
    Pickle pickle = new Pickle().op(']');
    for (int i = 0; i < 20; i++) {
      pickle.op('(').repeat(60_000, ']').op('e');
    }
    assertTrue(refused(pickle.done()).contains("makes more than 524288 objects"));
    assertTrue(refused(new byte[33 << 20]).contains("its pickle has 34603008 bytes; allowed: 33554432"));
  }

  @Test
  void sizesBeyondTheFileAreRefused() throws IOException {
    assertTrue(tensor(2_500_000_000L, 0, new long[] {2_500_000_000L}, new long[] {1})
        .contains("needs more elements than its storage holds (2500000000 of 4)"));
    assertTrue(tensor(4, 0, new long[] {1L << 40, 1L << 40}, new long[] {1L << 40, 1})
        .contains("(2^63 or more of 4)"));
    assertTrue(tensor(4, 1L << 62, new long[] {2, 2}, new long[] {2, 1}).contains("needs more elements"));
    assertTrue(tensor(4, 0, new long[] {0, 1L << 40}, new long[] {1, 1}).contains("has the size 1099511627776; allowed"));
    assertTrue(tensor(4, 0, new long[] {1L << 31}, new long[] {0}).contains("repeats 4 elements of its storage to"));
    assertTrue(tensor(4, 0, new long[] {1L << 33, 1L << 33}, new long[] {0, 0}).contains("repeats 4 elements"));
    assertTrue(tensor(4, 0, new long[] {2}, new long[] {-1}).contains("the size or stride -1"));
    assertTrue(refused(new Pickle().op('X').four(-1).done()).contains("states a text of 4294967295 bytes"));
  }

  @Test
  void zipBombsAreRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("m/data.pkl"));
      zip.write(new byte[50 << 20]);
    }
    String message = opening(bytes.toByteArray());
    assertTrue(message.contains("has the compressed record 'm/data.pkl' (") && message.contains("bytes to 52428800)"), message);
  }

  @Test
  void recordsThatShareBytesAreRefused() throws IOException {
    Map<String, byte[]> records = new LinkedHashMap<>();
    records.put("m/data.pkl", Pickle.single("a", "0", 4, 0, new long[] {4}, new long[] {1}));
    records.put("m/data/0", floats(1, 2, 3, 4));
    records.put("m/data/1", floats(1, 2, 3, 4));
    byte[] bytes = Files.readAllBytes(zip(records));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int last = lastEntry(buffer);
    int before = previousEntry(buffer, last);
    buffer.putInt(last + 42, buffer.getInt(before + 42));
    assertTrue(opening(bytes).contains("has the records 'm/data/0' and 'm/data/1' that share bytes: overlapping storages"));
    buffer.putInt(last + 42, Integer.MAX_VALUE);
    assertTrue(opening(bytes).contains("places the record 'm/data/1' at byte 2147483647"));
  }

  @Test
  void recordsBeyondTheFileAreRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(zip(Map.of("m/data.pkl", new Pickle().op('}').done())));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int entry = lastEntry(buffer);
    buffer.putInt(entry + 20, 0x7FFF_FFFF).putInt(entry + 24, 0x7FFF_FFFF);
    assertTrue(opening(bytes).contains("states 2147483647 bytes for the record 'm/data.pkl'"));
    assertTrue(opening(Arrays.copyOf(bytes, bytes.length - 5)).contains("has no directory at its end: it is cut off"));
  }

  @Test
  void archivesOfOtherKindsAreNamed() throws IOException {
    assertTrue(refused(Map.of("a.npy", new byte[4])).contains("is a zip archive without data.pkl"));
    assertTrue(refused(Map.of("m/data.pkl", new byte[1], "m/constants.pkl", new byte[1])).contains("is a TorchScript program"));
    assertTrue(refused(Map.of("m/data.pkl", new Pickle().op('}').done(), "m/byteorder", "middle".getBytes()))
        .contains("states the byte order 'middle'; allowed: little, big"));
    assertTrue(opening(new Pickle().number(7).done()).contains("is a pickle, but not a file of torch.save (magic 7)"));
  }

  /** Bits turned over and ends cut off, anywhere: a result or an InputException. */
  @Test
  void randomDamageNeverEscapes() throws IOException {
    Map<String, byte[]> records = new LinkedHashMap<>();
    records.put("m/data.pkl", Pickle.single("a", "0", 6, 1, new long[] {2, 2}, new long[] {1, 3}));
    records.put("m/data/0", floats(0, 1, 2, 3, 4, 5));
    byte[] good = Files.readAllBytes(zip(records));
    Random random = new Random(5);
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] bytes = Arrays.copyOf(good, random.nextInt(4) == 0 ? 3 + random.nextInt(good.length - 3) : good.length);
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        bytes[2 + random.nextInt(bytes.length - 2)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        TorchFile.open(Files.write(folder.resolve("damaged.pth"), bytes)).root().tensors().values()
            .forEach(tensor -> tensor.content().get().doubles());
      } catch (InputException e) {
        refused++;
      }
    }
    assertTrue(refused > 1500, refused + " refused");
  }

  private String tensor(long stored, long offset, long[] sizes, long[] strides) throws IOException {
    return refused(Map.of("m/data.pkl", Pickle.single("a", "0", stored, offset, sizes, strides), "m/data/0", floats(1, 2, 3, 4)));
  }

  private String refused(byte[] pickle) throws IOException {
    return refused(Map.of("m/data.pkl", pickle));
  }

  private String refused(Map<String, byte[]> records) throws IOException {
    return opening(zip(records));
  }

  private String opening(byte[] file) throws IOException {
    return opening(Files.write(folder.resolve("hostile.pth"), file));
  }

  /** The refusal; what was allocated on the way is bounded. */
  private static String opening(Path file) {
    com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    String message =
        assertThrows(InputException.class, () -> TorchFile.open(file).root().tensors()).getMessage();
    long taken = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertTrue(taken < MAX_ALLOCATED, taken + " bytes allocated for: " + message);
    assertEquals(-1, message.indexOf('\n'));
    return message;
  }

  private Path zip(Map<String, byte[]> records) throws IOException {
    Path file = folder.resolve("file.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> record : records.entrySet()) {
        ZipEntry entry = new ZipEntry(record.getKey());
        CRC32 crc = new CRC32();
        crc.update(record.getValue());
        entry.setSize(record.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(record.getValue());
      }
    }
    return file;
  }

  private static int lastEntry(ByteBuffer zip) {
    return previousEntry(zip, zip.limit());
  }

  private static int previousEntry(ByteBuffer zip, int end) {
    int at = end - 4;
    while (zip.getInt(Math.min(at, zip.limit() - 4)) != 0x02014b50 || at >= end) {
      at--;
    }
    return at;
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }
}
