package vit2rtl.cli.arguments;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.foreign.ForeignUnit;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.units.TableSource;

/** A unit's RTL that was written elsewhere. */
public final class ForeignArguments {
  @Option(names = "--rtl", paramLabel = "FILE", arity = "1..*",
      description = "Take this Verilog or SystemVerilog in place of the unit's own; several files in the order of their"
          + " reading. Latency and rate are its own.")
  private List<Path> rtl = List.of();

  @Option(names = "--top", paramLabel = "MODULE", description = "Of --rtl, the module that is the unit.")
  private String top;

  @Option(names = "--ports", paramLabel = "MAP",
      description = "Of --rtl, the module's pins: 'axi' (aclk, aresetn, s_axis_*, m_axis_*, elements packed in tdata, whole"
          + " bytes each), or a file with lines 'PORT = PIN'. Default: the unit's own names.")
  private String ports;

  /** The benches, around the other RTL where some was given. */
  public Map<String, UnitBench> inPlaceOf(Map<String, UnitBench> own) {
    if (rtl.isEmpty()) {
      if (top != null || ports != null) {
        throw new InputException((top != null ? "--top " + top : "--ports " + ports) + " belongs to --rtl, which is missing");
      }
      return own;
    }
    if (top == null) {
      throw new InputException("--rtl needs the module that is the unit: --top MODULE");
    }
    UnitBench first = own.values().iterator().next();
    if (own.size() > 1 && first.config().tables() == TableSource.BAKED) {
      throw new InputException("--rtl holds the constants of one layer, and the model has " + own.size()
          + "; name one with --place, or take --set tables=loadable");
    }
    ForeignUnit foreign = ForeignUnit.of(first.design(), rtl, top, Optional.ofNullable(ports));
    if (!foreign.open().isEmpty()) {
      Progress.say("warning: nothing is connected to pins of " + top + ": " + String.join(", ", foreign.open()));
    }
    Map<String, UnitBench> benches = new LinkedHashMap<>();
    own.forEach((name, bench) -> benches.put(name, bench.withForeign(foreign.design())));
    return benches;
  }

  /** Whether any was given. */
  public boolean given() {
    return !rtl.isEmpty() || top != null || ports != null;
  }

  /** What was given, as arguments. */
  public String asArguments() {
    return rtl.isEmpty() ? "" : " --rtl " + rtl.stream().map(Path::toString).collect(Collectors.joining(" ")) + " --top "
        + top + (ports == null ? "" : " --ports " + ports);
  }
}
