package vit2rtl.golden.kernel.library;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Memory outside the heap, at a multiple of 64 bytes, filled with zeros; it goes with the object. */
public final class Room {
  private static final int ALIGNMENT = 64;

  private final ByteBuffer bytes;
  private final long address;

  /** A room of some bytes, below 2 GiB. */
  public Room(long size) {
    // A slice loses what is not aligned at either end.
    this.bytes = ByteBuffer.allocateDirect(Math.addExact(Math.toIntExact(size), 2 * ALIGNMENT)).alignedSlice(ALIGNMENT)
        .order(ByteOrder.nativeOrder());
    this.address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
  }

  /** Numbers that a row is filled up with: what vectors may read and write beyond its end. */
  public static int padded(int columns) {
    return (columns + Long.BYTES + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  public static Room of(int[] values) {
    return filled(values.length, Integer.BYTES, bytes -> bytes.asIntBuffer().put(values));
  }

  public static Room of(long[] values) {
    return filled(values.length, Long.BYTES, bytes -> bytes.asLongBuffer().put(values));
  }

  public static Room of(float[] values) {
    return filled(values.length, Float.BYTES, bytes -> bytes.asFloatBuffer().put(values));
  }

  public static Room of(double[] values) {
    return filled(values.length, Double.BYTES, bytes -> bytes.asDoubleBuffer().put(values));
  }

  public static Room of(short[] values) {
    return filled(values.length, Short.BYTES, bytes -> bytes.asShortBuffer().put(values));
  }

  public static Room of(byte[] values) {
    return filled(values.length, Byte.BYTES, bytes -> bytes.duplicate().put(values));
  }

  private static Room filled(int numbers, int size, Consumer<ByteBuffer> values) {
    Room room = new Room((long) padded(numbers) * size);
    values.accept(room.bytes);
    return room;
  }

  public long address() {
    return address;
  }

  /** Its memory, for any number of threads; its own position is not to be used. */
  public ByteBuffer bytes() {
    return bytes;
  }
}
