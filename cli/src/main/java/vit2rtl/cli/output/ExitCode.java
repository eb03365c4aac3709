package vit2rtl.cli.output;

/** What a command ends with when it is not done, or not all is equal. */
public final class ExitCode {
  public static final int COMPARISON_FAILED = 1;
  public static final int BAD_INPUT = 2;
  public static final int TOOL = 3;
  public static final int INTERNAL = 4;

  private ExitCode() {}
}
