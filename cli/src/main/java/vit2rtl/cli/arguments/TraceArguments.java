package vit2rtl.cli.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import vit2rtl.golden.InputException;
import vit2rtl.cli.output.Outputs;
import vit2rtl.sim.wave.Waveform;

/** The waveform to write: where, of which instances, of which cycles. */
public final class TraceArguments {
  private static final Pattern CYCLES = Pattern.compile("(\\d{1,18}):(\\d{1,18})");

  @Option(names = "--trace", paramLabel = "out.fst", description = "Write a waveform (.fst or .vcd).")
  private Path file;

  @Option(names = "--trace-scope", paramLabel = "INSTANCE",
      description = "Only this instance and what is in it, such as lane_0; repeatable.")
  private List<String> scopes = List.of();

  @Option(names = "--trace-depth", paramLabel = "LEVELS", defaultValue = "0",
      description = "Only so many levels of hierarchy. Default: all.")
  private int depth;

  @Option(names = "--trace-cycles", paramLabel = "FROM:TO",
      description = "Only these cycles, the last one left out; the first seed's reset takes cycles 0 to 3.")
  private String cycles;

  /** Refuses what cannot be written, before any work. */
  public void check() {
    waveform();
  }

  public Optional<Waveform> waveform() {
    if (file == null) {
      if (!scopes.isEmpty() || depth != 0 || cycles != null) {
        throw new InputException("--trace-scope, --trace-depth and --trace-cycles choose what --trace writes;"
            + " give the file with --trace out.fst");
      }
      return Optional.empty();
    }
    Outputs.files(file);
    Waveform all = new Waveform(file).withScopes(scopes.toArray(String[]::new)).withDepth(depth);
    if (cycles == null) {
      return Optional.of(all);
    }
    Matcher span = CYCLES.matcher(cycles);
    if (!span.matches()) {
      throw new InputException("--trace-cycles " + cycles + "; allowed: FROM:TO, such as 100:250");
    }
    return Optional.of(all.withCycles(Long.parseLong(span.group(1)), Long.parseLong(span.group(2))));
  }
}
