package vit2rtl.hdl.error;

import java.util.List;

/** The design was refused by a rule that has no type of its own, or the elaborator failed. */
public final class ElaborationException extends HdlException {
  public ElaborationException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
