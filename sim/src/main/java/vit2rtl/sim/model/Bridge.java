package vit2rtl.sim.model;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls into models. One function is native, {@code vit_call}, which calls a model's function by its address. The JVM finds
 * it by its name in a small library, at a fraction of what the same costs through JNA's direct mapping; that serves where
 * the library belongs to another class loader of this JVM already.
 *
 * <p>Libraries are never unloaded: models leave thread-local objects behind whose destructors would run in unmapped
 * code.
 */
public final class Bridge {
  private static final int RTLD_NOW = 2;
  private static final int RTLD_NODELETE = 0x1000;
  private static final List<NativeLibrary> KEPT = new ArrayList<>();
  private static boolean registered;

  private Bridge() {}

  /** Calls the function at an address with a model and one more argument. */
  static native int vit_call(long function, long model, long argument);

  public static synchronized void register(Path library) {
    if (!registered) {
      NativeLibrary opened = NativeLibrary.getInstance(library.toString());
      KEPT.add(opened);
      try {
        System.load(library.toAbsolutePath().toString());
      } catch (UnsatisfiedLinkError e) {
        Native.register(Bridge.class, opened);
      }
      registered = true;
    }
  }

  public static synchronized NativeLibrary open(Path library) {
    NativeLibrary opened =
        NativeLibrary.getInstance(library.toString(), Map.of(Library.OPTION_OPEN_FLAGS, RTLD_NOW | RTLD_NODELETE));
    KEPT.add(opened);
    return opened;
  }
}
