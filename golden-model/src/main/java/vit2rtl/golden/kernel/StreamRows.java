package vit2rtl.golden.kernel;

import java.nio.IntBuffer;
import vit2rtl.golden.kernel.library.Room;

/** The residual stream in memory, as 32-bit numbers. */
final class StreamRows {
  private final Room room;
  private final int rows;
  private final int columns;
  private final int stride;

  StreamRows(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.stride = Room.padded(columns);
    this.room = new Room((long) rows * stride * Integer.BYTES);
  }

  long address() {
    return room.address();
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  int stride() {
    return stride;
  }

  /** Stores a stream, row-major. */
  void put(int[] stream) {
    IntBuffer to = room.bytes().asIntBuffer();
    for (int row = 0; row < rows; row++) {
      to.put(row * stride, stream, row * columns, columns);
    }
  }

  /** A copy, row-major. */
  int[] get() {
    int[] stream = new int[rows * columns];
    IntBuffer from = room.bytes().asIntBuffer();
    for (int row = 0; row < rows; row++) {
      from.get(row * stride, stream, row * columns, columns);
    }
    return stream;
  }
}
