package vit2rtl.bench.vectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's archive of arrays: a zip file with one array in format 1.0 per name, {@code int32}, little-endian, row-major.
 * The bytes depend on the arrays alone.
 */
final class Npz {
  /** A header ends at a multiple of this. */
  private static final int ALIGNMENT = 64;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private Npz() {}

  /** A matrix of integers. */
  record Matrix(int[] elements, int columns) {
    int rows() {
      return elements.length / columns;
    }
  }

  static byte[] of(Map<String, Matrix> matrices) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, Matrix> entry : matrices.entrySet()) {
        ZipEntry file = new ZipEntry(entry.getKey() + ".npy");
        file.setTime(0);
        zip.putNextEntry(file);
        zip.write(array(entry.getValue()));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static byte[] array(Matrix matrix) {
    String header = "{'descr': '<i4', 'fortran_order': False, 'shape': (" + matrix.rows() + ", " + matrix.columns()
        + "), }";
    int before = MAGIC.length + Short.BYTES;
    int length = (before + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
    String padded = header + " ".repeat(length - header.length() - 1) + "\n";
    ByteBuffer array = ByteBuffer.allocate(before + length + matrix.elements().length * Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
    array.put(MAGIC).putShort((short) length).put(padded.getBytes(StandardCharsets.US_ASCII));
    array.asIntBuffer().put(matrix.elements());
    return array.array();
  }
}
