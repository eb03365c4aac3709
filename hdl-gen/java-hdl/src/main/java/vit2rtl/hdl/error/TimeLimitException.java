package vit2rtl.hdl.error;

import java.util.List;

/**
 * An elaboration took longer than {@code HdlOptions.limit}: as a rule, a loop in a {@code build} does not end; or a
 * static initialiser elaborates a design that uses the class being initialised, see {@code Hdl}.
 */
public final class TimeLimitException extends HdlException {
  /**
   * An exception with its diagnostics.
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  public TimeLimitException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
