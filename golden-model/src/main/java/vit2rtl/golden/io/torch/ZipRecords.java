package vit2rtl.golden.io.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.InputException;

/**
 * The records of a zip archive as PyTorch writes it: where each lies in the file, from the central directory (zip64,
 * too). PyTorch stores records as they are, so a compressed one is refused, and with it every archive that unpacks to
 * more than it is; records that share bytes are refused as well.
 */
final class ZipRecords {
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MAX_COMMENT = 65535;
  private static final int LOCATOR = 0x07064b50;
  private static final int END64 = 0x06064b50;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final long MAX_DIRECTORY = 16L << 20;
  private static final long WIDE = 0xFFFF_FFFFL;

  private final FileBytes file;

  private ZipRecords(FileBytes file) {
    this.file = file;
  }

  /** Bytes of the file that a record's content is. */
  record Span(long at, long size) {}

  /** The records by name, in the directory's order. */
  static Map<String, Span> read(FileBytes file) throws IOException {
    return new ZipRecords(file).records();
  }

  private Map<String, Span> records() throws IOException {
    int tail = (int) Math.min(file.size(), END_BYTES + MAX_COMMENT);
    ByteBuffer end = file.read(file.size() - tail, tail);
    int at = tail - END_BYTES;
    while (at >= 0 && end.getInt(at) != END) {
      at--;
    }
    if (at < 0) {
      throw broken("has no directory at its end: it is cut off");
    }
    long size = end.getInt(at + 12) & WIDE;
    long start = end.getInt(at + 16) & WIDE;
    if (size == WIDE || start == WIDE) {
      ByteBuffer wide = end64(file.size() - tail + at - 20);
      size = wide.getLong(40);
      start = wide.getLong(48);
    }
    if (size < 0 || size > MAX_DIRECTORY || start < 0 || start > file.size() - size) {
      throw broken("states a directory of " + size + " bytes at byte " + start + " of " + file.size());
    }
    return directory(file.read(start, (int) size));
  }

  private ByteBuffer end64(long locator) throws IOException {
    if (locator >= 0) {
      ByteBuffer where = file.read(locator, 20);
      long at = where.getLong(8);
      if (where.getInt(0) == LOCATOR && at >= 0 && at <= file.size() - 56 && file.read(at, 56).getInt(0) == END64) {
        return file.read(at, 56);
      }
    }
    throw broken("has no zip64 directory where its end says there is one");
  }

  private Map<String, Span> directory(ByteBuffer bytes) throws IOException {
    Map<String, Span> records = new LinkedHashMap<>();
    int at = 0;
    while (at + ENTRY_BYTES <= bytes.limit() && bytes.getInt(at) == ENTRY) {
      int name = bytes.getShort(at + 28) & 0xFFFF;
      int extra = bytes.getShort(at + 30) & 0xFFFF;
      int next = at + ENTRY_BYTES + name + extra + (bytes.getShort(at + 32) & 0xFFFF);
      if (next > bytes.limit()) {
        throw broken("has a directory that is cut off");
      }
      byte[] letters = new byte[name];
      bytes.get(at + ENTRY_BYTES, letters);
      String record = new String(letters, StandardCharsets.UTF_8);
      Span span = span(record, bytes, at, bytes.slice(at + ENTRY_BYTES + name, extra).order(bytes.order()));
      if (records.put(record, span) != null) {
        throw broken("has the record '" + record + "' twice");
      }
      at = next;
    }
    checkApart(records);
    return Collections.unmodifiableMap(records);
  }

  private Span span(String record, ByteBuffer bytes, int at, ByteBuffer extra) throws IOException {
    long[] wide = {bytes.getInt(at + 24) & WIDE, bytes.getInt(at + 20) & WIDE, bytes.getInt(at + 42) & WIDE};
    widen(wide, extra);
    if ((bytes.getShort(at + 8) & 1) != 0) {
      throw broken("has the encrypted record '" + record + "'; save the file without a password");
    }
    if (bytes.getShort(at + 10) != 0 || wide[0] != wide[1]) {
      throw broken("has the compressed record '" + record + "' (" + wide[1] + " bytes to " + wide[0]
          + "); PyTorch stores records as they are: save the file again by torch.save");
    }
    if (wide[2] < 0 || wide[2] > file.size() - LOCAL_BYTES) {
      throw broken("places the record '" + record + "' at byte " + wide[2] + " of " + file.size());
    }
    ByteBuffer local = file.read(wide[2], LOCAL_BYTES);
    long content = wide[2] + LOCAL_BYTES + (local.getShort(26) & 0xFFFF) + (local.getShort(28) & 0xFFFF);
    if (local.getInt(0) != LOCAL || wide[0] < 0 || content > file.size() - wide[0]) {
      throw broken("states " + wide[0] + " bytes for the record '" + record + "' at byte " + content + " of "
          + file.size() + ": the file is cut off or its directory is wrong");
    }
    return new Span(content, wide[0]);
  }

  /** Numbers that do not fit 32 bits stand in the field 1 of the extra data, in this order. */
  private static void widen(long[] numbers, ByteBuffer extra) {
    int at = 0;
    while (at + 4 <= extra.limit()) {
      int length = extra.getShort(at + 2) & 0xFFFF;
      if (extra.getShort(at) == 1) {
        int from = at + 4;
        for (int i = 0; i < numbers.length && from + 8 <= Math.min(extra.limit(), at + 4 + length); i++) {
          if (numbers[i] == WIDE) {
            numbers[i] = extra.getLong(from);
            from += 8;
          }
        }
      }
      at += 4 + length;
    }
  }

  private void checkApart(Map<String, Span> records) {
    List<Map.Entry<String, Span>> sorted = new ArrayList<>(records.entrySet());
    sorted.removeIf(entry -> entry.getValue().size() == 0);
    sorted.sort(Comparator.comparingLong(entry -> entry.getValue().at()));
    for (int i = 1; i < sorted.size(); i++) {
      Span before = sorted.get(i - 1).getValue();
      if (before.at() + before.size() > sorted.get(i).getValue().at()) {
        throw broken("has the records '" + sorted.get(i - 1).getKey() + "' and '" + sorted.get(i).getKey()
            + "' that share bytes: overlapping storages");
      }
    }
  }

  private InputException broken(String what) {
    return new InputException(file.name() + " is a zip archive that cannot be used: it " + what);
  }
}
