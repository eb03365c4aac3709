package vit2rtl.hdl.error;

import java.security.CodeSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import spinal.idslplugin.Location;

/**
 * Finds the user's line: the innermost stack frame that belongs neither to the Java HDL nor to a library below it. What
 * a class belongs to is decided by where it was loaded from, so that a user's classes may have any name; the units and
 * the examples, which come with it, are designs like a user's.
 */
public final class UserFrame {
  private static final String[] LIBRARIES = {"spinal.", "scala.", "java.", "jdk."};
  private static final String OWN = "vit2rtl.hdl.";
  private static final String DESIGNS = "vit2rtl.hdl.examples.";
  private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

  private UserFrame() {}

  /** {@return "Foo.java:12", or nothing where no user code is on the stack} */
  public static String position() {
    StackWalker.StackFrame frame = find();
    return frame == null ? "" : frame.getFileName() + ":" + frame.getLineNumber();
  }

  /** {@return the line {@link #position()} names, as SpinalHDL keeps it with every statement} */
  public static Location location() {
    StackWalker.StackFrame frame = find();
    return frame == null
        ? new Location("unknown", 0, 0)
        : new Location(frame.getFileName(), frame.getLineNumber(), 0);
  }

  /**
   * {@return the user's line that another thread is at, or nothing}
   *
   * @param thread any thread
   */
  public static String position(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (!isLibrary(frame.getClassName())) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }

  /** {@return the class of the user's that this thread is initialising, or nothing} */
  public static String initialiser() {
    return StackWalker.getInstance().walk(frames -> frames.filter(f -> f.getMethodName().equals("<clinit>"))
        .map(StackWalker.StackFrame::getClassName).filter(name -> !isLibrary(name))
        .map(name -> name.substring(name.lastIndexOf('.') + 1)).findFirst()).orElse("");
  }

  private static StackWalker.StackFrame find() {
    return StackWalker.getInstance().walk(frames -> frames.filter(f -> !isLibrary(f.getClassName())).findFirst())
        .orElse(null);
  }

  /**
   * {@return whether a class is the Java HDL's own, or of a library below it}
   *
   * @param className full name of the class
   */
  public static boolean isLibrary(String className) {
    for (String prefix : LIBRARIES) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return className.startsWith(OWN) && !className.startsWith(DESIGNS)
        && KNOWN.computeIfAbsent(className, UserFrame::isLoadedFromHere);
  }

  private static boolean isLoadedFromHere(String className) {
    try {
      CodeSource source = Class.forName(className, false, UserFrame.class.getClassLoader()).getProtectionDomain()
          .getCodeSource();
      return Objects.equals(source, UserFrame.class.getProtectionDomain().getCodeSource());
    } catch (ClassNotFoundException | LinkageError e) {
      // Another class loader's, so no class of the Java HDL.
      return false;
    }
  }
}
