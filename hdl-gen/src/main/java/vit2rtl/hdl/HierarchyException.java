package vit2rtl.hdl;

import java.util.List;

/** A signal of another component is read or driven other than through its ports. */
public final class HierarchyException extends HdlException {
  HierarchyException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }
}
