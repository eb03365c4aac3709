package vit2rtl.hdl;

import spinal.idslplugin.Location;

/** Finds the user's line: the innermost stack frame that belongs neither to this package nor to a library below it. */
final class UserFrame {
  private static final String[] LIBRARIES = {"vit2rtl.hdl.", "spinal.", "scala.", "java.", "jdk."};

  private UserFrame() {}

  /** "Foo.java:12", or nothing where no user code is on the stack. */
  static String position() {
    StackWalker.StackFrame frame = find();
    return frame == null ? "" : frame.getFileName() + ":" + frame.getLineNumber();
  }

  static Location location() {
    StackWalker.StackFrame frame = find();
    return frame == null
        ? new Location("unknown", 0, 0)
        : new Location(frame.getFileName(), frame.getLineNumber(), 0);
  }

  /** The user's line that another thread is at, or nothing. */
  static String position(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (!isLibrary(frame.getClassName())) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }

  /** The class of the user's that this thread is initialising, or nothing. */
  static String initialiser() {
    return StackWalker.getInstance().walk(frames -> frames.filter(f -> f.getMethodName().equals("<clinit>"))
        .map(StackWalker.StackFrame::getClassName).filter(name -> !isLibrary(name))
        .map(name -> name.substring(name.lastIndexOf('.') + 1)).findFirst()).orElse("");
  }

  private static StackWalker.StackFrame find() {
    return StackWalker.getInstance().walk(frames -> frames.filter(f -> !isLibrary(f.getClassName())).findFirst())
        .orElse(null);
  }

  static boolean isLibrary(String className) {
    String outer = className.contains("$") ? className.substring(0, className.indexOf('$')) : className;
    boolean example = outer.startsWith("vit2rtl.hdl.examples.") || outer.endsWith("Test");
    if (example) {
      return false;
    }
    for (String prefix : LIBRARIES) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
