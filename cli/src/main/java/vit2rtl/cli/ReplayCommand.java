package vit2rtl.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vit2rtl.cli.arguments.TraceArguments;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.sim.replay.Replay;
import vit2rtl.sim.replay.ReplayFile;
import vit2rtl.sim.wave.Waveform;

/** {@code replay}: repeats a failed run from its file alone. */
@Command(name = "replay", mixinStandardHelpOptions = true,
    description = "Repeats a failed run from the file it left, without its test bench,"
        + " and says whether it still fails.")
final class ReplayCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "A .vitreplay file, as verify leaves it.")
  private Path file;

  @Mixin
  private TraceArguments trace;

  @Override
  public Integer call() {
    Optional<Waveform> waveform = trace.waveform();
    Replay replay = ReplayFile.read(file);
    Optional<String> failure = replay.run(waveform);
    String top = replay.design().topName();
    if (failure.isEmpty()) {
      System.out.println(top + ": passes now; recorded: " + replay.failure());
      return 0;
    }
    boolean same = failure.get().equals(replay.failure());
    System.out.println(top + ": " + (same ? "fails as recorded: " : "fails otherwise than recorded: ")
        + failure.get());
    if (!same) {
      System.out.println("recorded: " + replay.failure());
    }
    return ExitCode.COMPARISON_FAILED;
  }
}
