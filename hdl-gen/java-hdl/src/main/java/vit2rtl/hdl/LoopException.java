package vit2rtl.hdl;

import java.util.List;

/** A signal depends on itself without a register between. */
public final class LoopException extends HdlException {
  LoopException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
