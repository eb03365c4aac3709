package vit2rtl.hdl.error;

import java.util.List;

/** A signal has a value under some conditions only; without a register it would need a latch. */
public final class LatchException extends HdlException {
  public LatchException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
