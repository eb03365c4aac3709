package vit2rtl.hdl;

import java.util.List;

/** An elaboration took longer than {@link HdlOptions#limit}: as a rule, a loop in a {@code build} does not end. */
public final class TimeLimitException extends HdlException {
  TimeLimitException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
