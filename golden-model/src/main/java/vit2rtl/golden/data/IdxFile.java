package vit2rtl.golden.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import vit2rtl.golden.InputException;

/**
 * An IDX file of unsigned bytes: 2 zero bytes, the type (8), the number of dimensions, each dimension as 4 bytes
 * (big-endian), then the bytes. Gzip is recognised by its first two bytes. What the header promises is checked against
 * what is there, and no memory is taken for bytes that are not there.
 *
 * @param file  where it comes from, for messages
 * @param shape 1 to 4 dimensions, each at least 1
 * @param data  as many bytes as the product of the dimensions
 */
record IdxFile(String file, int[] shape, byte[] data) {
  private static final int UNSIGNED_BYTE = 8;
  private static final int GZIP_MAGIC = 0x1F8B;

  static IdxFile open(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return read(path.toString(), in);
    } catch (NoSuchFileException e) {
      throw new InputException("there is no file " + path);
    } catch (IOException e) {
      throw new InputException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  static IdxFile read(String file, InputStream raw) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(raw);
    buffered.mark(2);
    int magic = buffered.read() << 8 | buffered.read();
    buffered.reset();
    try (DataInputStream in = new DataInputStream(magic == GZIP_MAGIC ? new GZIPInputStream(buffered) : buffered)) {
      return read(file, in);
    } catch (EOFException e) {
      throw broken(file, "ends inside its header or its compressed data");
    } catch (java.util.zip.ZipException e) {
      throw broken(file, "has damaged compressed data (" + e.getMessage() + ")");
    }
  }

  private static IdxFile read(String file, DataInputStream in) throws IOException {
    int magic = in.readInt();
    int type = magic >>> 8;
    int dimensions = magic & 0xFF;
    if (type != UNSIGNED_BYTE || dimensions < 1 || dimensions > 4) {
      throw broken(file, String.format("starts with 0x%08x; allowed: 0x00000801 to 0x00000804, unsigned bytes in 1 to 4"
          + " dimensions", magic));
    }
    int[] shape = new int[dimensions];
    long size = 1;
    for (int i = 0; i < dimensions; i++) {
      shape[i] = in.readInt();
      if (shape[i] < 1 || (size *= shape[i]) > Integer.MAX_VALUE - 8) {
        throw broken(file, "states dimension " + i + " as " + Integer.toUnsignedString(shape[i])
            + "; allowed: 1 or more, and less than 2 GiB in all");
      }
    }
    byte[] data = in.readNBytes((int) size);
    if (data.length < size) {
      throw broken(file, "promises " + size + " bytes of data and holds " + data.length + "; it is truncated");
    }
    if (in.read() >= 0) {
      throw broken(file, "holds more than the " + size + " bytes of data it promises");
    }
    return new IdxFile(file, shape, data);
  }

  private static InputException broken(String file, String what) {
    return new InputException(file + " is not a valid IDX file: it " + what);
  }
}
