package vit2rtl.hdl.error;

import java.util.List;

/** A number of bits does not fit where it is put. */
public final class WidthException extends HdlException {
  public WidthException(String operation, String what, String fix) {
    super(List.of(Diagnostic.here(operation, what, fix)), null);
  }
}
