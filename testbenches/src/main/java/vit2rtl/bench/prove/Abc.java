package vit2rtl.bench.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.sim.tool.Processes;

/** ABC's model checkers on an AIGER file of one output. */
final class Abc {
  private static final Pattern CLEAN = Pattern.compile("No output asserted in (\\d+) frames");
  private static final Pattern STOPPED = Pattern.compile("Reached timeout \\(\\d+ seconds\\) in frame (\\d+)");

  private final Path folder;

  Abc(Path folder) {
    this.folder = folder;
  }

  /** For all time: property directed reachability. */
  Verdict always(byte[] aiger, int seconds) {
    return run(aiger, "pdr -T " + seconds);
  }

  /** The same of two designs beside each other that are much alike: registers that always agree become one first. */
  Verdict alwaysOfPair(byte[] aiger, int seconds) {
    return run(aiger, "scorr; pdr -T " + seconds);
  }

  /** For so many cycles from the start: bounded model checking. */
  Verdict within(byte[] aiger, int cycles, int seconds) {
    return run(aiger, "bmc3 -F " + cycles + " -T " + seconds);
  }

  private Verdict run(byte[] aiger, String checker) {
    try {
      Path trace = folder.resolve("trace.cex");
      Files.deleteIfExists(trace);
      Files.write(folder.resolve("property.aig"), aiger);
      String said = Processes.runIn(folder, List.of("yosys-abc", "-c",
          "read_aiger property.aig; " + checker + "; write_cex -a trace.cex"));
      if (said.contains("Property proved") || said.contains("Networks are equivalent")) {
        return new Verdict.Never();
      }
      if (Files.exists(trace)) {
        List<String> lines = Files.readString(trace).replace("# DONE", "").strip().lines().map(String::strip).toList();
        return new Verdict.High(lines.subList(1, lines.size()));
      }
      Matcher clean = CLEAN.matcher(said);
      Matcher stopped = STOPPED.matcher(said);
      return new Verdict.Unknown(clean.find() ? Integer.parseInt(clean.group(1))
          : stopped.find() ? Integer.parseInt(stopped.group(1)) : 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
