package vit2rtl.sim.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vit2rtl.sim.shim.ModelSpec;
import vit2rtl.sim.shim.PortNames;
import vit2rtl.sim.tool.Processes;

/** One run of Verilator: what it is given, with which options, and the C++ that it writes. */
final class Verilation {
  private static final List<String> START = List.of("-O3", "--x-assign", "unique", "--x-initial", "unique");
  private static final List<String> OPTIONS = List.of("--no-timing", "-Wno-lint", "-Wno-style", "-Wno-fatal");
  /**
   * What runs once, when a model begins, stands in files of its own, and is the greater part: optimising it takes longer
   * than it ever saves.
   */
  private static final String UNOPTIMISED = "#pragma GCC push_options\n#pragma GCC optimize (\"O0\")\n";
  private static final String OPTIMISED = "#pragma GCC pop_options\n";
  private static final String PROBES = "probes.vlt";
  private static final String AROUND = "around.v";

  private final ModelSpec spec;
  private final PortNames names;
  private final List<String> command = new ArrayList<>();

  /**
   * A run.
   *
   * @param names    what its ports are called
   * @param language options that choose a language, or none
   */
  Verilation(ModelSpec spec, PortNames names, List<String> language, VerilatorVersion version) {
    this.spec = spec;
    this.names = names;
    command.addAll(List.of("verilator", "--cc", source(), "--top-module", names.top(), "--prefix", "Vtop", "--Mdir",
        "model"));
    command.addAll(START);
    // Said either way: up to 5.036 the default is without, then with.
    command.add(spec.asserting() == ModelSpec.Asserting.ON ? "--assert" : "--no-assert");
    command.addAll(OPTIONS);
    command.addAll(language);
    if (!names.around().isEmpty()) {
      command.add(AROUND);
    }
    if (!spec.reachable().isEmpty()) {
      command.add(PROBES);
    }
    command.addAll(version.tracing(spec.waveform()));
    if (spec.counting() == ModelSpec.Counting.ON) {
      command.addAll(List.of("--coverage-line", "--coverage-toggle", "--coverage-user"));
    }
  }

  private String source() {
    return "design." + spec.design().language().extension();
  }

  /** Everything that decides what comes out, besides the tool and the RTL. */
  List<String> inputs() {
    List<String> inputs = new ArrayList<>(command);
    inputs.addAll(List.of(configuration(), names.around(), UNOPTIMISED, OPTIMISED));
    if (spec.hasEdges()) {
      inputs.addAll(EdgeEvaluation.rules());
    }
    return inputs;
  }

  /** Verilator's configuration file: what it must keep for the simulation to reach. */
  private String configuration() {
    return spec.reachable().isEmpty()
        ? ""
        : spec.reachable().stream().distinct().sorted()
            .collect(Collectors.joining("\n", "`verilator_config\n", "\n"));
  }

  /** Runs it in a folder; the text includes everything it wrote, and says how the model is reached. */
  String run(Path folder) throws IOException {
    Files.writeString(folder.resolve(source()), spec.rtl());
    if (!spec.reachable().isEmpty()) {
      Files.writeString(folder.resolve(PROBES), configuration());
    }
    if (!names.around().isEmpty()) {
      Files.writeString(folder.resolve(AROUND), names.around());
    }
    Processes.run(folder, command);
    List<String> often = new ArrayList<>();
    List<String> once = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("model"))) {
      files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".cpp")).sorted()
          .forEach(name -> (name.endsWith("__Slow.cpp") ? once : often).add("#include \"model/" + name + "\"\n"));
    }
    String unity = String.join("", often) + UNOPTIMISED + String.join("", once) + OPTIMISED;
    Path model = folder.resolve("model");
    String macros = DirectAccess.macros(model, names.members(), spec.waveform());
    return unity + macros + (spec.hasEdges() ? DirectAccess.edge(model, names.members(), spec.waveform(),
        names.member(spec.design().clocks().get(0).clock())) : "");
  }
}
