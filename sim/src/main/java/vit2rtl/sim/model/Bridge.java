package vit2rtl.sim.model;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls into models. JNA maps one function directly, {@code vit_call}, which calls a model's function by its address:
 * direct mapping costs a tenth of interface mapping, and a class can be mapped to one library only.
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
      Native.register(Bridge.class, opened);
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
