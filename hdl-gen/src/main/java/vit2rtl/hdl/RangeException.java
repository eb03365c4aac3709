package vit2rtl.hdl;

/** A value range does not fit where it is put, or is empty. */
public final class RangeException extends HdlException {
  public RangeException(String what) {
    super(UserFrame.position() + what);
  }
}
