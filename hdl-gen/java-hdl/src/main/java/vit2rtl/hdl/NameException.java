package vit2rtl.hdl;

import java.util.List;

/** A port, signal or instance has no name, an illegal one, or one that is taken. */
public final class NameException extends HdlException {
  NameException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }

  NameException(String operation, String what, String fix) {
    super(List.of(Diagnostic.here(operation, what, fix)), null);
  }
}
