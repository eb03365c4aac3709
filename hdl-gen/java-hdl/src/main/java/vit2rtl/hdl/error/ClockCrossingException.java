package vit2rtl.hdl.error;

import java.util.List;

/** A signal is used in another clock domain than it is written in, without a checked crossing. */
public final class ClockCrossingException extends HdlException {
  /**
   * An exception with its diagnostics.
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  public ClockCrossingException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
