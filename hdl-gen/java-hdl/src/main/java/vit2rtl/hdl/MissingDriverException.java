package vit2rtl.hdl;

import java.util.List;

/** A signal is read or leaves a component, but nothing drives it. */
public final class MissingDriverException extends HdlException {
  MissingDriverException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
