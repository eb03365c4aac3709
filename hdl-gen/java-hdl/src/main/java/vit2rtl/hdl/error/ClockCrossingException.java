package vit2rtl.hdl.error;

import java.util.List;

/** A signal is used in another clock domain than it is written in, without a checked crossing. */
public final class ClockCrossingException extends HdlException {
  public ClockCrossingException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
