package vit2rtl.hdl.error;

import java.util.List;

/** A signal is read or leaves a component, but nothing drives it. */
public final class MissingDriverException extends HdlException {
  public MissingDriverException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
