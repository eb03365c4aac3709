package vit2rtl.hdl.error;

import java.util.List;

/** A signal of another component is read or driven other than through its ports. */
public final class HierarchyException extends HdlException {
  public HierarchyException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }

  public HierarchyException(String operation, String what, String fix) {
    super(List.of(Diagnostic.here(operation, what, fix)), null);
  }

  /** Something of an elaboration that is over. */
  public static HierarchyException otherDesign(String operation) {
    return new HierarchyException(operation, Rule.OTHER_DESIGN.what(), Rule.OTHER_DESIGN.fix());
  }
}
