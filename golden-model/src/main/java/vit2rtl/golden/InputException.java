package vit2rtl.golden;

/**
 * Input the user gave is not usable: a file, a tensor, an option. The message is one sentence that says what and where,
 * what was found, what is allowed and how to fix it; the command line prints it alone and ends with exit code 2.
 */
public final class InputException extends IllegalArgumentException {
  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
