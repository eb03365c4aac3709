package vit2rtl.sim.tool;

/**
 * What a simulation was asked for is not usable: an option, a name, a file. The message is one sentence that says what
 * and where, what was found, what is allowed and how to fix it; the command line prints it alone and ends with exit
 * code 2.
 */
public final class RequestException extends IllegalArgumentException {
  /**
   * A request that cannot be met as it stands.
   *
   * @param message one sentence: what was tried, and why it failed
   */
  public RequestException(String message) {
    super(message);
  }

  /**
   * A request that cannot be met as it stands, for a reason below.
   *
   * @param message one sentence: what was tried, and why it failed
   * @param cause   what was thrown below
   */
  public RequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
