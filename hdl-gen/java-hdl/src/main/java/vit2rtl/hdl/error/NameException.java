package vit2rtl.hdl.error;

import java.util.List;

/** A port, signal or instance has no name, an illegal one, or one that is taken. */
public final class NameException extends HdlException {
  public NameException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }

  public NameException(String operation, String what, String fix) {
    super(List.of(Diagnostic.here(operation, what, fix)), null);
  }
}
