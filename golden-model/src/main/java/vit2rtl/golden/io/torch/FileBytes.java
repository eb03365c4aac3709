package vit2rtl.golden.io.torch;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file's bytes, read in parts; all buffers are little-endian. */
interface FileBytes {

  /** For messages. */
  String name();

  /** Bytes of the file. */
  long size();

  /** Some bytes, which must lie within the file. */
  ByteBuffer read(long at, int count) throws IOException;

  /** The same without memory of their own until they are read; at most {@code Integer.MAX_VALUE}. */
  ByteBuffer map(long at, long count) throws IOException;
}
