package vit2rtl.hdl.error;

import java.util.List;

/** A value range does not fit where it is put, or is empty. */
public final class RangeException extends HdlException {
  /**
   * A value that lies outside its range, at the user's line that is being executed.
   *
   * @param operation what the user called, as messages name it
   * @param what      what is wrong, as a clause
   * @param fix       how to mend it, as an imperative
   */
  public RangeException(String operation, String what, String fix) {
    super(List.of(Diagnostic.here(operation, what, fix)), null);
  }
}
