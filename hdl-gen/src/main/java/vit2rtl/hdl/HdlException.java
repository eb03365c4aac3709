package vit2rtl.hdl;

/** A design rule is broken; there is one subclass per rule. The message leads with the user's own source position. */
public class HdlException extends RuntimeException {
  public HdlException(String message) {
    super(message);
  }

  public HdlException(String message, Throwable cause) {
    super(message, cause);
  }
}
