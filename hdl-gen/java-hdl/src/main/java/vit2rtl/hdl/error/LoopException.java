package vit2rtl.hdl.error;

import java.util.List;

/** A signal depends on itself without a register between. */
public final class LoopException extends HdlException {
  /**
   * An exception with its diagnostics.
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  public LoopException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
