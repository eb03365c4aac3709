package vit2rtl.hdl;

/** SpinalHDL's checks refused the design: all pending errors, library frames removed. */
public final class ElaborationException extends HdlException {
  public ElaborationException(String message, Throwable cause) {
    super(message, cause);
  }
}
