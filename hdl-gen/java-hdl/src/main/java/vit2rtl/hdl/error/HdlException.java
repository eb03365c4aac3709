package vit2rtl.hdl.error;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Design rules are broken; there is one subclass per rule. The message has a line per diagnostic and leads with the
 * user's own source position; where several are pending, the type is that of the first.
 */
public abstract class HdlException extends RuntimeException {
  private final transient List<Diagnostic> diagnostics;

  /**
   * An exception whose message is its diagnostics, the user's lines first.
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  protected HdlException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")), cause);
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** {@return every rule that was found broken, the first first} */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
