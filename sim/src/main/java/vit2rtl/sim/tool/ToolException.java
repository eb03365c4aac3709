package vit2rtl.sim.tool;

/**
 * An external tool is missing or failed. The message names the tool, says how to get it or shows its last lines; the
 * command line ends with exit code 3.
 */
public final class ToolException extends RuntimeException {
  /** Whether the tool ran and refused what it was given. */
  private final boolean refusal;

  /**
   * A tool that is missing or failed.
   *
   * @param message one sentence: what was tried, and why it failed
   */
  public ToolException(String message) {
    this(message, null);
  }

  /**
   * A tool that is missing or failed, for a reason below.
   *
   * @param message one sentence: what was tried, and why it failed
   * @param cause   what was thrown below
   */
  public ToolException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private ToolException(String message, Throwable cause, boolean refusal) {
    super(message, cause);
    this.refusal = refusal;
  }

  static ToolException refusal(String message) {
    return new ToolException(message, null, true);
  }

  /** {@return whether the tool ran and refused what it was given} */
  public boolean isRefusal() {
    return refusal;
  }
}
