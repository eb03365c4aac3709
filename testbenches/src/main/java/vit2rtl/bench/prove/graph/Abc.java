package vit2rtl.bench.prove.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.sim.tool.Processes;

/** ABC's model checkers on an AIGER file of one output. */
public final class Abc {
  private static final Pattern CLEAN = Pattern.compile("No output asserted in (\\d+) frames");
  private static final Pattern STOPPED = Pattern.compile("Reached timeout \\(\\d+ seconds\\) in frame (\\d+)");

  /** Of a search without registers, which then ends alike on every machine. */
  private static final int CONFLICTS = 20_000;
  /** For each pair of registers that may agree, of which there are many. */
  private static final int SWEPT_CONFLICTS = 30;
  /** Of one before it, with the gates as they are. */
  private static final int FEW_CONFLICTS = 2_000;

  /** Of a pair, to read and to simplify. */
  private static final int SWEEP_SECONDS = 5;

  /** How much less time a search from the start has than one for all time. */
  private static final int SOONER = 4;

  private static final int SIMPLE_SECONDS = 1;

  /** Of a decision diagram on the way. */
  private static final int MOST_NODES = 5_000_000;

  private static final String PROPERTY = "property.aig";
  private static final String TRACE = "trace.cex";

  private final Path folder;

  public Abc(Path folder) {
    this.folder = folder;
  }

  /** For all time: property directed reachability. */
  public Verdict always(byte[] aiger, int seconds) {
    return run(aiger, "pdr -T " + seconds);
  }

  /**
   * The same of two designs beside each other that are much alike: registers that always agree become one first, which has no
   * limit of its own and gets as much processor time again, and a little.
   */
  public Verdict alwaysOfPair(byte[] aiger, int seconds) {
    return ofPair(aiger, "pdr -T " + seconds, seconds).orElse(new Verdict.Unknown(0));
  }

  /**
   * The same where it is likely that the output is high soon: a search from the start, which finds that in less time, before
   * one for all time.
   */
  public Verdict soonOrAlwaysOfPair(byte[] aiger, int seconds) {
    // What is left of the pair is kept for the second search.
    return ofPair(aiger, "write_aiger " + PROPERTY + "; bmc3 -T " + (1 + seconds / SOONER), seconds)
        .map(soon -> soon instanceof Verdict.Unknown ? check("pdr -T " + seconds) : soon).orElse(new Verdict.Unknown(0));
  }

  /**
   * The same by going over all states from the start on, as decision diagrams: of few registers and inputs, where many cycles
   * lead to the last of them. It ends within twice the time and a little.
   */
  public Verdict statesOfPair(byte[] aiger, int seconds) {
    // What is simple, or left without registers, does not come to diagrams.
    return ofPair(aiger, "write_aiger " + PROPERTY + "; pdr -T " + SIMPLE_SECONDS, seconds)
        .map(soon -> soon instanceof Verdict.Unknown ? gone(seconds) : soon).orElse(new Verdict.Unknown(0));
  }

  private Verdict gone(int seconds) {
    return Processes.runWithin(folder, 2 * seconds + SWEEP_SECONDS, command("reach -r -B " + MOST_NODES + " -T " + seconds))
        .map(this::verdict).orElse(new Verdict.Unknown(0));
  }

  /** Nothing where it had to be stopped, so that its files may be half written. */
  private Optional<Verdict> ofPair(byte[] aiger, String checker, int seconds) {
    try {
      prepare(aiger);
      return Processes.runWithin(folder, 2 * seconds + SWEEP_SECONDS,
          command("scorr -C " + SWEPT_CONFLICTS + "; dc2; " + checker)).map(this::verdict);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For so many cycles from the start: bounded model checking. */
  public Verdict within(byte[] aiger, int cycles, int seconds) {
    return run(aiger, "bmc3 -F " + cycles + " -T " + seconds);
  }

  /** The same of a few cycles from states that are much constrained, with the solver that copes best with sums. */
  public Verdict step(byte[] aiger, int cycles, int seconds) {
    return run(aiger, "bmc3 -g -F " + cycles + " -T " + seconds);
  }

  /** What is known of an output without registers. */
  public enum Answer { NEVER, HIGH, UNKNOWN }

  /**
   * Whether a literal can be high; where a short search leaves that open, gates that do the same are made one, which takes
   * longer than most searches, before a long one.
   *
   * @param found takes inputs and registers of a case where it is
   */
  public Answer now(Question question, int target, Map<Integer, Boolean> found) {
    Answer soon = soon(question, target, found);
    return soon == Answer.UNKNOWN ? search("fraig; dsat -C " + CONFLICTS, question, found) : soon;
  }

  /** The same by a short search alone. */
  public Answer soon(Question question, int target, Map<Integer, Boolean> found) {
    try {
      prepare(question.aiger(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return search("dsat -C " + FEW_CONFLICTS, question, found);
  }

  private Answer search(String steps, Question question, Map<Integer, Boolean> found) {
    try {
      Path trace = folder.resolve(TRACE);
      String said = said(steps);
      if (said.contains("UNSATISFIABLE")) {
        return Answer.NEVER;
      }
      if (!said.contains("SATISFIABLE") || !Files.exists(trace)) {
        return Answer.UNKNOWN;
      }
      String values = Files.readString(trace).replace("# DONE", "").strip();
      for (int i = 0; i < question.leaves().size(); i++) {
        found.put(question.leaves().get(i), values.charAt(i) == '1');
      }
      return Answer.HIGH;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What ABC says of the property; a trace is there afterwards where it found one. */
  private String said(String steps) throws IOException {
    Files.deleteIfExists(folder.resolve(TRACE));
    return Processes.runIn(folder, command(steps));
  }

  private static List<String> command(String steps) {
    return List.of("yosys-abc", "-c", "read_aiger " + PROPERTY + "; " + steps + "; write_cex -a " + TRACE);
  }

  private void prepare(byte[] aiger) throws IOException {
    Files.write(folder.resolve(PROPERTY), aiger);
    Files.deleteIfExists(folder.resolve(TRACE));
  }

  private Verdict run(byte[] aiger, String checker) {
    try {
      prepare(aiger);
      return check(checker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same of the file that is there. */
  private Verdict check(String checker) {
    try {
      return verdict(said(checker));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Verdict verdict(String said) {
    if (said.contains("Property proved") || said.contains("Networks are equivalent")
        || said.contains("is proved unreachable")) {
      return new Verdict.Never();
    }
    Path trace = folder.resolve(TRACE);
    if (Files.exists(trace)) {
      try {
        List<String> lines = Files.readString(trace).replace("# DONE", "").strip().lines().map(String::strip).toList();
        return new Verdict.High(lines.subList(1, lines.size()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Matcher clean = CLEAN.matcher(said);
    Matcher stopped = STOPPED.matcher(said);
    return new Verdict.Unknown(clean.find() ? Integer.parseInt(clean.group(1))
        : stopped.find() ? Integer.parseInt(stopped.group(1)) : 0);
  }
}
