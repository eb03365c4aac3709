package vit2rtl.golden.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import vit2rtl.golden.InputException;

/**
 * The kinds of image files that are read, known by their first bytes, and what can be said of one before memory is taken:
 * that its bytes are enough for the pixels that it states.
 */
enum ImageKind {
  /** At least one bit for the 8×8 pixels of a block. */
  JPEG("jpeg", 512, (byte) 0xFF, (byte) 0xD8, (byte) 0xFF),
  /** Deflate makes 1032 bytes of one at most, and a byte is 8 pixels. */
  PNG("png", 8 * 1032, (byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G', (byte) '\r', (byte) '\n', (byte) 0x1A,
      (byte) '\n');

  private static final int CHUNK_FRAME = 12;

  private final String format;
  private final long pixelsPerByte;
  private final byte[] start;

  ImageKind(String format, long pixelsPerByte, byte... start) {
    this.format = format;
    this.pixelsPerByte = pixelsPerByte;
    this.start = start;
  }

  /** The kind of a file; another is refused, and so is a PNG with a chunk that is longer than the file. */
  static ImageKind of(String path, byte[] bytes) {
    for (ImageKind kind : values()) {
      if (bytes.length >= kind.start.length
          && Arrays.equals(kind.start, 0, kind.start.length, bytes, 0, kind.start.length)) {
        if (kind == PNG) {
          requireChunks(path, ByteBuffer.wrap(bytes));
        }
        return kind;
      }
    }
    throw new InputException(path + " is not an image of a known kind; allowed: JPEG and PNG");
  }

  /** The JDK's reader takes memory for what a chunk says it is. */
  private static void requireChunks(String path, ByteBuffer bytes) {
    int at = PNG.start.length;
    while (at <= bytes.limit() - CHUNK_FRAME) {
      int length = bytes.getInt(at);
      if (length < 0 || length > bytes.limit() - CHUNK_FRAME - at) {
        throw new InputException(path + " cannot be decoded: it states a chunk of " + Integer.toUnsignedString(length)
            + " bytes at byte " + at + " of " + bytes.limit() + ": it is cut off or damaged");
      }
      at += CHUNK_FRAME + length;
    }
  }

  /** The JDK's name of it. */
  String format() {
    return format;
  }

  /** Refuses a file of more pixels than its bytes can hold. */
  void requireWhole(String path, long pixels, long bytes) {
    if (pixels > pixelsPerByte * bytes) {
      throw new InputException(path + " cannot be decoded: it states " + pixels + " pixels and has " + bytes
          + " bytes, which hold " + pixelsPerByte * bytes + " at most: it is cut off or damaged");
    }
  }
}
