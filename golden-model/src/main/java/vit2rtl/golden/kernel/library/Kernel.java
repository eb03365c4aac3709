package vit2rtl.golden.kernel.library;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The kernel in this JVM: built and loaded when it is first asked for, or the reason why there is none. */
public final class Kernel {
  /** The system property that chooses a path of computation, of which the kernel is one: {@code native}. */
  public static final String PROPERTY = "vit2rtl.path";

  private static final Logger LOG = System.getLogger(Kernel.class.getName());
  private static final int RTLD_NOW = 2;
  private static final int RTLD_NODELETE = 0x1000;
  private static final Kernel THIS = load();

  private final String name;
  private final String missing;

  private Kernel(String name, String missing) {
    this.name = name;
    this.missing = missing;
  }

  private static Kernel load() {
    try {
      if (Native.POINTER_SIZE != Long.BYTES || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
        return absent("it is written for 64-bit little-endian processors");
      }
      Path file = KernelBuild.library();
      Native.register(Natives.class, NativeLibrary.getInstance(file.toString(),
          Map.of(Library.OPTION_OPEN_FLAGS, RTLD_NOW | RTLD_NODELETE)));
      Kernel kernel = new Kernel(Natives.vit_name(), "");
      LOG.log(Level.DEBUG, "native kernel {0}: {1}", file, kernel.name);
      return kernel;
    } catch (KernelBuild.Failure | LinkageError e) {
      return absent(e.getMessage());
    }
  }

  private static Kernel absent(String reason) {
    LOG.log(Level.INFO, "the networks run without the native kernel, more slowly: {0}", reason);
    return new Kernel("", reason);
  }

  /** Whether it is there, and no other path is chosen. */
  public static boolean isChosen() {
    String path = System.getProperty(PROPERTY, "");
    return (path.isEmpty() || path.equals("native")) && isPresent();
  }

  /** Whether it is there. */
  public static boolean isPresent() {
    return THIS.missing.isEmpty();
  }

  /** Why it is not there. */
  public static Optional<String> missing() {
    return Optional.of(THIS.missing).filter(reason -> !reason.isEmpty());
  }

  /** The vectors it was compiled for, in words. */
  public static String vectors() {
    return THIS.name;
  }

  /** Whether it has blocks in floats: where the processor multiplies and adds in one rounding. */
  public static boolean hasFloats() {
    return Natives.vit_has_floats() != 0;
  }

  /** Whether it multiplies bytes, or words alone. */
  public static boolean hasBytes() {
    return Natives.vit_has_bytes() != 0;
  }
}
