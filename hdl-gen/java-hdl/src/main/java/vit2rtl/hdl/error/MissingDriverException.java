package vit2rtl.hdl.error;

import java.util.List;

/** A signal is read or leaves a component, but nothing drives it. */
public final class MissingDriverException extends HdlException {
  /**
   * An exception with its diagnostics.
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  public MissingDriverException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
