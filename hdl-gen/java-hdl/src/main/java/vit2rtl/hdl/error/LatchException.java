package vit2rtl.hdl.error;

import java.util.List;

/** A signal has a value under some conditions only; without a register it would need a latch. */
public final class LatchException extends HdlException {
  /**
   * An exception with its diagnostics.
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  public LatchException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
