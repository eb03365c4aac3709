package vit2rtl.hdl.error;

import java.util.List;

/** A value range does not fit where it is put, or is empty. */
public final class RangeException extends HdlException {
  public RangeException(String operation, String what, String fix) {
    super(List.of(Diagnostic.here(operation, what, fix)), null);
  }
}
