package vit2rtl.hdl;

/**
 * No folder takes the native libraries that come with this package. The message is one sentence: what was tried, and how
 * to mend it.
 */
public final class NoPlaceException extends IllegalStateException {
  NoPlaceException(String message) {
    super(message);
  }
}
