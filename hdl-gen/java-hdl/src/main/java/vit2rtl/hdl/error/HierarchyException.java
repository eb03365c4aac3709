package vit2rtl.hdl.error;

import java.util.List;

/** A signal of another component is read or driven other than through its ports. */
public final class HierarchyException extends HdlException {
  /**
   * An exception with its diagnostics.
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  public HierarchyException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }

  /**
   * A rule that this HDL finds broken itself, at the user's line that is being executed.
   *
   * @param operation what the user called, as messages name it
   * @param what      what is wrong, as a clause
   * @param fix       how to mend it, as an imperative
   */
  public HierarchyException(String operation, String what, String fix) {
    super(List.of(Diagnostic.here(operation, what, fix)), null);
  }

  /**
   * {@return something of an elaboration that is over}
   *
   * @param operation what the user called, as messages name it
   */
  public static HierarchyException otherDesign(String operation) {
    return new HierarchyException(operation, Rule.OTHER_DESIGN.what(), Rule.OTHER_DESIGN.fix());
  }
}
