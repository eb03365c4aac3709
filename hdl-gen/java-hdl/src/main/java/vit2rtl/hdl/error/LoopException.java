package vit2rtl.hdl.error;

import java.util.List;

/** A signal depends on itself without a register between. */
public final class LoopException extends HdlException {
  public LoopException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
