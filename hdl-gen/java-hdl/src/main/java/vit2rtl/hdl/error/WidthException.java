package vit2rtl.hdl.error;

import java.util.List;

/** A number of bits does not fit where it is put. */
public final class WidthException extends HdlException {
  /**
   * Widths that do not agree, at the user's line that is being executed.
   *
   * @param operation what the user called, as messages name it
   * @param what      what is wrong, as a clause
   * @param fix       how to mend it, as an imperative
   */
  public WidthException(String operation, String what, String fix) {
    super(List.of(Diagnostic.here(operation, what, fix)), null);
  }
}
