package vit2rtl.golden.kernel.library;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
    Room room = new Room((long) padded(values.length) * Integer.BYTES);
    room.bytes.asIntBuffer().put(values);
    return room;
  }

  public static Room of(long[] values) {
    Room room = new Room((long) padded(values.length) * Long.BYTES);
    room.bytes.asLongBuffer().put(values);
    return room;
  }

  public static Room of(float[] values) {
    Room room = new Room((long) padded(values.length) * Float.BYTES);
    room.bytes.asFloatBuffer().put(values);
    return room;
  }

  public static Room of(double[] values) {
    Room room = new Room((long) padded(values.length) * Double.BYTES);
    room.bytes.asDoubleBuffer().put(values);
    return room;
  }

  public static Room of(short[] values) {
    Room room = new Room((long) padded(values.length) * Short.BYTES);
    room.bytes.asShortBuffer().put(values);
    return room;
  }

  public static Room of(byte[] values) {
    Room room = new Room(padded(values.length));
    room.bytes.duplicate().put(values);
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
