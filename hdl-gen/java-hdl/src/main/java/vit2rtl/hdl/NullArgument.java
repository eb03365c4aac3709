package vit2rtl.hdl;

import java.util.List;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.UserFrame;

/** Tells a null that the user gave to this package from exceptions of the user's own code. */
final class NullArgument {
  private NullArgument() {}

  /** The exception as it is, or, if this package met a null, what the user should read. */
  static RuntimeException told(RuntimeException thrown, String hierarchy) {
    if (!(thrown instanceof NullPointerException)) {
      return thrown;
    }
    String operation = "";
    for (StackTraceElement frame : thrown.getStackTrace()) {
      boolean java = frame.getClassName().startsWith("java.");
      if (!UserFrame.isLibrary(frame.getClassName())) {
        return operation.isEmpty() ? thrown : new StructureException(List.of(new Diagnostic(
            frame.getFileName() + ":" + frame.getLineNumber(), hierarchy, operation,
            "null is given, or returned, where a signal, a component, a type or a name belongs",
            "make it before this line: a field is null until its declaration has run")), thrown);
      }
      if (!java) {
        operation = frame.getMethodName();
      }
    }
    return thrown;
  }
}
