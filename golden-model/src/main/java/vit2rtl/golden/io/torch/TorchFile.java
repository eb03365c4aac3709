package vit2rtl.golden.io.torch;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import vit2rtl.golden.InputException;

/**
 * A file that {@code torch.save} wrote: the zip archive since torch 1.6 ({@code data.pkl} beside a record for each storage,
 * of either byte order) or the five pickles and storages before. TorchScript and other archives are refused by name.
 *
 * @param container which, in words
 * @param root      the dictionary it holds
 */
public record TorchFile(String container, TorchDict root) {
  private static final String LEGACY_MAGIC = "0x1950a86a20f9469cfc6c";
  private static final long LEGACY_VERSION = 1001;
  private static final int COUNT_BYTES = 8;

  public static TorchFile open(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return read(ChannelBytes.of(path.toString(), channel));
    } catch (IOException e) {
      throw new InputException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  static TorchFile read(FileBytes file) throws IOException {
    try {
      return file.size() > 1 && file.read(0, 2).getShort(0) == 0x4b50 ? zip(file) : legacy(file);
    } catch (EOFException e) {
      throw new InputException(file.name() + " is cut off: it ends where more must follow", e);
    }
  }

  private static TorchFile zip(FileBytes file) throws IOException {
    Map<String, ZipRecords.Span> records = ZipRecords.read(file);
    String pickle = records.keySet().stream().filter(name -> name.endsWith("/data.pkl") || name.equals("data.pkl"))
        .findFirst().orElseThrow(() -> new InputException(file.name() + " is a zip archive without data.pkl, so not a"
            + " file of torch.save; it has " + records.keySet().stream().limit(4).toList()
            + "; unpack it, or save model.state_dict() by torch.save"));
    String root = pickle.substring(0, pickle.length() - "data.pkl".length());
    if (records.keySet().stream().anyMatch(n -> n.equals(root + "constants.pkl") || n.startsWith(root + "code/"))) {
      throw new InputException(file.name() + " is a TorchScript program; save model.state_dict() instead");
    }
    ByteOrder order = order(file, records.get(root + "byteorder"));
    Map<String, ByteBuffer> storages = new HashMap<>();
    for (Map.Entry<String, ZipRecords.Span> record : records.entrySet()) {
      if (record.getKey().startsWith(root + "data/")) {
        ZipRecords.Span span = record.getValue();
        if (span.size() > Integer.MAX_VALUE) {
          throw new InputException(file.name() + " has the storage '" + record.getKey() + "' of " + span.size()
              + " bytes; allowed: up to 2 GiB each");
        }
        storages.put(record.getKey().substring((root + "data/").length()), file.map(span.at(), span.size()).order(order));
      }
    }
    Object value = new PickleReader(file.name(), pickle(file, records.get(pickle).at(), records.get(pickle).size())).next();
    return new TorchFile("PyTorch zip archive" + (order == ByteOrder.BIG_ENDIAN ? ", big-endian" : ""),
        TorchDict.root(file.name(), value, new TorchStorages(file.name(), storages)));
  }

  private static ByteOrder order(FileBytes file, ZipRecords.Span record) throws IOException {
    if (record == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    byte[] text = new byte[(int) Math.min(record.size(), 16)];
    file.read(record.at(), text.length).get(text);
    String order = new String(text, StandardCharsets.US_ASCII).strip();
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw new InputException(file.name() + " states the byte order '" + order + "'; allowed: little, big");
    };
  }

  /** Bytes of a pickle; more than one of tensors needs are refused. */
  private static ByteBuffer pickle(FileBytes file, long at, long size) throws IOException {
    if (size > PickleLimits.BYTES) {
      throw new InputException(file.name() + ": its pickle has " + size + " bytes; allowed: " + PickleLimits.BYTES
          + ", as a file of tensors needs");
    }
    return file.read(at, (int) size);
  }

  private static TorchFile legacy(FileBytes file) throws IOException {
    ByteBuffer head = pickle(file, 0, Math.min(file.size(), PickleLimits.BYTES));
    PickleReader reader = new PickleReader(file.name(), head);
    Object magic = reader.next();
    if (!LEGACY_MAGIC.equals(magic) || !Long.valueOf(LEGACY_VERSION).equals(reader.next())) {
      throw new InputException(file.name() + " is a pickle, but not a file of torch.save (magic " + magic
          + "); save model.state_dict() by torch.save or safetensors");
    }
    ByteOrder order = reader.next() instanceof PickleDict system
        && Boolean.FALSE.equals(system.entries().get("little_endian")) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    Object value = reader.next();
    Object keys = reader.next();
    TorchStorages storages = new TorchStorages(file.name(), new HashMap<>());
    TorchDict root = TorchDict.root(file.name(), value, storages);
    Map<String, Integer> widths = new HashMap<>();
    reader.storages().forEach(storage -> widths.put(storage.key(), storage.type().bytes()));
    if (!(keys instanceof PickleList list)) {
      throw new InputException(file.name() + " (format of torch before 1.6) has no list of its storages: it is damaged");
    }
    long at = head.position();
    for (Object key : list.values()) {
      Integer width = widths.get(key);
      long count = file.size() - at < COUNT_BYTES ? -1 : file.read(at, COUNT_BYTES).order(order).getLong(0);
      at += COUNT_BYTES;
      if (width == null || count < 0 || count > Integer.MAX_VALUE / width
          || count * width > file.size() - at) {
        throw new InputException(file.name() + " (format of torch before 1.6) states " + count + " elements for storage '"
            + key + "' at byte " + at + " of " + file.size() + ": it is cut off or damaged");
      }
      storages.content().put((String) key, file.map(at, count * width).order(order));
      at += count * width;
    }
    return new TorchFile("PyTorch file of the format before 1.6", root);
  }
}
