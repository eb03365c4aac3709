package vit2rtl.fpga.axi.network;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/** The C driver, called in this process; its accesses come back as calls. */
final class CDriver {
  private static final int MEMBERS = 6;
  private static final int STRUCTURE_BYTES = 256;

  /** As v2r_bus has it. */
  interface Read extends Callback {
    int invoke(Pointer context, long address);
  }

  /** As v2r_bus has it. */
  interface Write extends Callback {
    void invoke(Pointer context, long address, int value);
  }

  /** As v2r_bus has it. */
  interface Sync extends Callback {
    void invoke(Pointer context, Pointer at, long bytes);
  }

  private final NativeLibrary library;
  private final Memory network = new Memory(STRUCTURE_BYTES);
  private final Memory bus = new Memory((long) MEMBERS * Native.POINTER_SIZE);
  /** Kept so that they are not collected. */
  private final List<Callback> kept = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final List<Long> cleaned = new ArrayList<>();
  private final List<Long> invalidated = new ArrayList<>();

  CDriver(String path, SimulatedSystem system) {
    library = NativeLibrary.getInstance(path);
    network.clear();
    bus.clear();
    Read read = (context, address) -> {
      try {
        return system.read(address);
      } catch (RuntimeException | Error e) {
        failures.add(e);
        return 0;
      }
    };
    Write write = (context, address, value) -> {
      try {
        system.write(address, value);
      } catch (RuntimeException | Error e) {
        failures.add(e);
      }
    };
    Sync clean = (context, at, bytes) -> cleaned.add(Pointer.nativeValue(at));
    Sync invalidate = (context, at, bytes) -> invalidated.add(Pointer.nativeValue(at));
    member(1, read);
    member(2, write);
    member(3, clean);
    member(4, invalidate);
  }

  private void member(int index, Callback call) {
    kept.add(call);
    bus.setPointer((long) index * Native.POINTER_SIZE, CallbackReference.getFunctionPointer(call));
  }

  private int call(String name, Object... more) {
    Object[] arguments = new Object[more.length + 1];
    arguments[0] = network;
    System.arraycopy(more, 0, arguments, 1, more.length);
    int result = library.getFunction(name).invokeInt(arguments);
    if (!failures.isEmpty()) {
      throw new AssertionError("in " + name, failures.get(0));
    }
    return result;
  }

  int init(long ip, long dma) {
    return call("v2r_init", bus, ip, dma);
  }

  int load(Pointer model, long bytes, long address) {
    return call("v2r_load", model, bytes, address);
  }

  int run(Pointer image, long imageAddress, Pointer logits, long logitsAddress) {
    return call("v2r_run", image, imageAddress, logits, logitsAddress);
  }

  int await(int looks) {
    return call("v2r_wait", looks);
  }

  int reset() {
    return call("v2r_reset");
  }

  int top(Pointer logits) {
    return call("v2r_top", logits);
  }

  int cycles() {
    return call("v2r_cycles");
  }

  String words(int result) {
    return library.getFunction("v2r_words").invokePointer(new Object[] {result}).getString(0);
  }

  /** Whether the driver made what is there visible to devices. */
  boolean cleaned(Pointer at) {
    return cleaned.contains(Pointer.nativeValue(at));
  }

  boolean invalidated(Pointer at) {
    return invalidated.contains(Pointer.nativeValue(at));
  }
}
