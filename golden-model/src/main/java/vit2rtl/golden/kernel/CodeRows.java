package vit2rtl.golden.kernel;

import vit2rtl.golden.kernel.library.Room;

/**
 * Rows of codes in memory.
 *
 * @param room   where they are
 * @param form   of one code
 * @param stride codes from one row to the next
 * @param zero   what is taken from a code before it is stored
 */
record CodeRows(Room room, Form form, int stride, int zero) {

  /** In a room that is large enough. */
  static CodeRows in(Room room, int columns, Form form, int zero) {
    return new CodeRows(room, form, Room.padded(columns), zero);
  }

  /** A room large enough for codes of any form. */
  static Room room(int rows, int columns) {
    return new Room((long) rows * Room.padded(columns) * Form.WORDS.size());
  }

  long address() {
    return room.address();
  }

  long strideBytes() {
    return (long) stride * form.size();
  }

  /** Stores codes, row-major. */
  void put(int[] codes, int columns) {
    for (int row = 0; row < codes.length / columns; row++) {
      int at = row * stride;
      for (int c = 0; c < columns; c++) {
        int value = codes[row * columns + c] - zero;
        if (form == Form.BYTES) {
          room.bytes().put(at + c, (byte) value);
        } else {
          room.bytes().putShort((at + c) * Short.BYTES, (short) value);
        }
      }
    }
  }
}
