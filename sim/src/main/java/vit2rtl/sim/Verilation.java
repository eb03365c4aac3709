package vit2rtl.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vit2rtl.hdl.rtl.RtlDesign;

/** One run of Verilator: what it is given, with which options, and the C++ that it writes. */
final class Verilation {
  private static final List<String> OPTIONS = List.of("-O3", "--x-assign", "unique", "--x-initial", "unique",
      "--assert", "--no-timing", "-Wno-lint", "-Wno-style", "-Wno-fatal");
  private static final String PROBES = "probes.vlt";
  private static final String AROUND = "around.v";

  private final RtlDesign design;
  private final String rtl;
  private final PortNames names;
  private final SimOptions options;
  private final List<String> command = new ArrayList<>();

  /**
   * A run.
   *
   * @param rtl      the text of the design that is meant
   * @param names    what its ports are called
   * @param language options that choose a language, or none
   */
  Verilation(RtlDesign design, String rtl, PortNames names, List<String> language, SimOptions options,
      VerilatorVersion version) {
    this.design = design;
    this.rtl = rtl;
    this.names = names;
    this.options = options;
    command.addAll(List.of("verilator", "--cc", source(), "--top-module", names.top(), "--prefix", "Vtop", "--Mdir",
        "model"));
    command.addAll(OPTIONS);
    command.addAll(language);
    if (!names.around().isEmpty()) {
      command.add(AROUND);
    }
    if (!options.probes().isEmpty()) {
      command.add(PROBES);
    }
    command.addAll(version.tracing(options.waveformFormat()));
    if (options.covering() == SimOptions.Covering.ON) {
      command.addAll(List.of("--coverage-line", "--coverage-toggle", "--coverage-user"));
    }
  }

  private String source() {
    return "design." + design.language().extension();
  }

  /** Everything that decides what comes out, besides the tool. */
  List<String> inputs() {
    List<String> inputs = new ArrayList<>(command);
    inputs.addAll(List.of(rtl, configuration(), names.around()));
    return inputs;
  }

  /** Verilator's configuration file: what it must keep for the simulation to reach. */
  private String configuration() {
    return options.probes().isEmpty()
        ? ""
        : options.probes().stream().flatMap(probe -> probe.configuration().stream()).distinct().sorted()
            .collect(Collectors.joining("\n", "`verilator_config\n", "\n"));
  }

  /** Runs it in a folder; the text includes everything it wrote, and says how the model is reached. */
  String run(Path folder) throws IOException {
    Files.writeString(folder.resolve(source()), rtl);
    if (!options.probes().isEmpty()) {
      Files.writeString(folder.resolve(PROBES), configuration());
    }
    if (!names.around().isEmpty()) {
      Files.writeString(folder.resolve(AROUND), names.around());
    }
    Processes.run(folder, command);
    StringBuilder unity = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("model"))) {
      files.filter(f -> f.toString().endsWith(".cpp")).sorted()
          .forEach(f -> unity.append("#include \"model/").append(f.getFileName()).append("\"\n"));
    }
    return unity + DirectAccess.macros(folder.resolve("model"), names.members(), options.waveformFormat());
  }
}
