package vit2rtl.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.sim.build.CacheContents;
import vit2rtl.sim.build.VerilatorVersion;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/** {@code doctor}: what is installed. */
@Command(name = "doctor", mixinStandardHelpOptions = true,
    description = "Shows which tools are installed, their versions, and how to get what is missing.")
final class DoctorCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    System.out.printf("%-14s %s%n", "java", System.getProperty("java.version") + " (" + System.getProperty("java.home")
        + ")");
    boolean complete = true;
    for (Tools tool : Tools.all()) {
      System.out.printf("%-14s %-48s for %s%s%n", tool.name(), state(tool), tool.purpose(), tested(tool));
      complete &= usable(tool) || !needed(tool);
    }
    System.out.printf("%-14s %s%n", "model cache", CacheCommand.summary(CacheContents.now()));
    return complete ? 0 : ExitCode.TOOL;
  }

  private static boolean needed(Tools tool) {
    return tool.equals(Tools.VERILATOR) || tool.equals(Tools.GXX);
  }

  private static boolean usable(Tools tool) {
    try {
      tool.require();
      return true;
    } catch (ToolException e) {
      return false;
    }
  }

  /** Which versions the simulator's tests were run with. */
  private static String tested(Tools tool) {
    if (!tool.equals(Tools.VERILATOR)) {
      return "";
    }
    boolean outside = usable(tool) && VerilatorVersion.of(tool.versionLine()).stream().anyMatch(v -> !v.isTested());
    return "; tested with " + VerilatorVersion.testedRange() + (outside ? ", not with this one" : "");
  }

  private static String state(Tools tool) {
    try {
      tool.require();
      String version = tool.versionLine();
      return version.isEmpty() ? tool.find().orElseThrow().toString() : version;
    } catch (ToolException e) {
      return tool.isInstalled() ? e.getMessage() : "missing: " + tool.howToGet();
    }
  }
}
