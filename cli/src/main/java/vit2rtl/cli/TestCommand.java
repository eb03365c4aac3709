package vit2rtl.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import vit2rtl.golden.InputException;

/** {@code test}: run by the launcher, which has Maven; here only so that the help names it. */
@Command(name = "test", mixinStandardHelpOptions = true,
    description = "Runs the whole test suite (through the launcher ./vit2rtl).")
final class TestCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw new InputException("the test suite is started by the launcher: ./vit2rtl test");
  }
}
