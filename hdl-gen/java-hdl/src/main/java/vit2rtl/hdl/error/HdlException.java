package vit2rtl.hdl.error;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Design rules are broken; there is one subclass per rule. The message has a line per diagnostic and leads with the
 * user's own source position; where several are pending, the type is that of the first.
 */
public abstract class HdlException extends RuntimeException {
  private final transient List<Diagnostic> diagnostics;

  protected HdlException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")), cause);
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** Every rule that was found broken, the first first. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
