package vit2rtl.hdl;

/** A port, signal or instance has no name, an illegal one, or one that is taken. */
public final class NameException extends HdlException {
  public NameException(String what) {
    super(UserFrame.position() + what);
  }
}
