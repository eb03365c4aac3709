package vit2rtl.sim.tool;

/**
 * What a simulation was asked for is not usable: an option, a name, a file. The message is one sentence that says what
 * and where, what was found, what is allowed and how to fix it; the command line prints it alone and ends with exit
 * code 2.
 */
public final class RequestException extends IllegalArgumentException {
  public RequestException(String message) {
    super(message);
  }

  public RequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
