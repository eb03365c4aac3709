package vit2rtl.hdl.error;

import java.util.List;

/** A port, signal or instance has no name, an illegal one, or one that is taken. */
public final class NameException extends HdlException {
  /**
   * An exception with its diagnostics.
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  public NameException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }

  /**
   * A name that this HDL refuses itself, at the user's line that is being executed.
   *
   * @param operation what the user called, as messages name it
   * @param what      what is wrong, as a clause
   * @param fix       how to mend it, as an imperative
   */
  public NameException(String operation, String what, String fix) {
    super(List.of(Diagnostic.here(operation, what, fix)), null);
  }
}
