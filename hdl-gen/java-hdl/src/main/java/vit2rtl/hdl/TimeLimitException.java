package vit2rtl.hdl;

import java.util.List;

/**
 * An elaboration took longer than {@link HdlOptions#limit}: as a rule, a loop in a {@code build} does not end; or a
 * static initialiser elaborates a design that uses the class being initialised, see {@link Hdl}.
 */
public final class TimeLimitException extends HdlException {
  TimeLimitException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
