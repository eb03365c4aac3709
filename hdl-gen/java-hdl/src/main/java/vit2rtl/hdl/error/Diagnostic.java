package vit2rtl.hdl.error;


/**
 * One broken rule, told in a fixed order: where in the user's source, where in the hierarchy, what was being done, what
 * is wrong, how to fix it.
 *
 * @param position  {@code Foo.java:12}, or empty where no user code was on the stack
 * @param hierarchy path of the component, {@code Top/child}, or empty outside components
 * @param operation what was being done, or the signal concerned
 * @param what      what is wrong: found and allowed
 * @param fix       how to fix it
 */
public record Diagnostic(String position, String hierarchy, String operation, String what, String fix) {

  /**
   * {@return a diagnostic at the user's line that is being executed}
   *
   * @param operation what the user called, as messages name it
   * @param what      what is wrong, as a clause
   * @param fix       how to mend it, as an imperative
   */
  public static Diagnostic here(String operation, String what, String fix) {
    return new Diagnostic(UserFrame.position(), HierarchyPath.current(), operation, what, fix);
  }

  @Override
  public String toString() {
    return (position.isEmpty() ? "" : position + ": ") + (hierarchy.isEmpty() ? "" : "in " + hierarchy + ": ")
        + (operation.isEmpty() ? "" : operation + ": ") + what + (fix.isEmpty() ? "" : "; " + fix);
  }
}
