package vit2rtl.hdl.error;

import java.util.List;

/** The design was refused by a rule that has no type of its own, or the elaborator failed. */
public final class ElaborationException extends HdlException {
  /**
   * An exception with its diagnostics.
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  public ElaborationException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
