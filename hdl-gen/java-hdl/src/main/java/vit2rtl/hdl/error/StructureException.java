package vit2rtl.hdl.error;

import java.util.List;

/**
 * Something is declared or used where it cannot be: outside an elaboration, in another component, after build(); or a
 * component is given parameters that it is not made for. Components for others to instantiate may throw it: its
 * position is the user's line, its hierarchy that of the component under construction.
 */
public final class StructureException extends HdlException {
  /**
   * An exception with its diagnostics.
   *
   * @param diagnostics every rule that was found broken, at least one
   * @param cause       what the elaborator threw; null where it threw nothing
   */
  public StructureException(List<Diagnostic> diagnostics, Throwable cause) {
    super(diagnostics, cause);
  }

  /**
   * A rule that this HDL finds broken itself, at the user's line that is being executed.
   *
   * @param operation what was being done
   * @param what      what is wrong: found and allowed
   * @param fix       how to fix it
   */
  public StructureException(String operation, String what, String fix) {
    super(List.of(Diagnostic.here(operation, what, fix)), null);
  }
}
