package vit2rtl.sim;

/**
 * An external tool is missing or failed. The message names the tool, says how to get it or shows its last lines; the
 * command line ends with exit code 3.
 */
public final class ToolException extends RuntimeException {
  public ToolException(String message) {
    super(message);
  }

  public ToolException(String message, Throwable cause) {
    super(message, cause);
  }
}
