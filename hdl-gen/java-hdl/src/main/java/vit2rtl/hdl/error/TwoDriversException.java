package vit2rtl.hdl.error;

import java.util.List;

/** A signal is driven twice so that the earlier drive never shows. */
public final class TwoDriversException extends HdlException {
  /**
   * An exception with its diagnostics.
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  public TwoDriversException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
