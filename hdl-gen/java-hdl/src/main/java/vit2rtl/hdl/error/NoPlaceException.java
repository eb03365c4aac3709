package vit2rtl.hdl.error;

/**
 * No folder takes the native libraries that come with the Java HDL. The message is one sentence: what was tried, and how
 * to mend it.
 */
public final class NoPlaceException extends IllegalStateException {
  /**
   * An exception of one sentence.
   *
   * @param message what was tried, and how to give a place
   */
  public NoPlaceException(String message) {
    super(message);
  }
}
