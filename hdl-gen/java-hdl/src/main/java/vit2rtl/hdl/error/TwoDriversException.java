package vit2rtl.hdl.error;

import java.util.List;

/** A signal is driven twice so that the earlier drive never shows. */
public final class TwoDriversException extends HdlException {
  public TwoDriversException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
