package vit2rtl.sim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vit2rtl.hdl.RtlDesign;

/**
 * Builds a design into a shared library: Verilator to C++, then one compilation of everything it wrote together with
 * the shim, linked with runtime objects that are compiled once per tool version.
 */
final class ModelBuild {
  private static final List<String> DEFINES = List.of("-DVL_USER_FINISH", "-DVL_USER_STOP", "-DVL_USER_FATAL",
      "-DVL_PRINTF=vit_printf", "-DVM_COVERAGE=0", "-DVM_SC=0");
  private static final String ROOT_EVALUATION = "void Vtop___024root___eval(Vtop___024root* vlSelf);";
  private static final String SHARED_FLAGS = "-shared -fPIC -fno-gnu-unique -Wl,-Bsymbolic";

  private final ModelCache cache;
  private final String verilator;
  private final String compiler;
  private final Path include;

  ModelBuild(ModelCache cache) {
    ToolAnswers tools = new ToolAnswers(cache);
    this.cache = cache;
    this.verilator = tools.version(Tools.VERILATOR);
    this.compiler = tools.version(Tools.GXX);
    this.include = Path.of(tools.answer(Tools.VERILATOR, List.of("verilator", "--getenv", "VERILATOR_ROOT")).strip(),
        "include");
  }

  /** A model's library and how it came to be; its load time is yet to come. */
  record Built(Path library, ModelReport report) {}

  /** The library of a design. */
  Built model(RtlDesign design, SimOptions options) {
    String rtl = options.rtl(design);
    String shim = ShimSource.of(design, options);
    String key = ModelCache.key(List.of("model", verilator, compiler, ShimSource.VERSION, resource("runtime.h"),
        resource("hooks.cpp"), options.speed().flag(), design.topName(), rtl, configuration(options), shim));
    AtomicReference<ModelReport> report = new AtomicReference<>(new ModelReport(ModelReport.Origin.CACHE, 0, 0, 0));
    Path library = cache.get(key, "model.so", folder -> {
      long start = System.nanoTime();
      String unity = verilate(folder, design, rtl, options);
      long verilated = System.nanoTime();
      Files.writeString(folder.resolve("model.cpp"), unity + evaluation(folder, options) + shim);
      compile(folder, "model.cpp", "model.so", List.of(SHARED_FLAGS.split(" ")), options);
      report.set(new ModelReport(ModelReport.Origin.BUILT, (verilated - start) / 1e9,
          (System.nanoTime() - verilated) / 1e9, 0));
      return folder.resolve("model.so");
    });
    return new Built(library, report.get());
  }

  /** The small library that Java maps directly. */
  Path bridge() {
    String source = resource("bridge.c");
    return cache.get(ModelCache.key(List.of("bridge", compiler, source)), "bridge.so", folder -> {
      Files.writeString(folder.resolve("bridge.c"), source);
      Processes.run(folder, List.of("g++", "-O2", "-shared", "-fPIC", "-x", "c", "bridge.c", "-o", "bridge.so"));
      return folder.resolve("bridge.so");
    });
  }

  /** A program of its own around the same model: the same C++ of it, the same flags, another main. */
  Path program(RtlDesign design, SimOptions options, String main) {
    String key = ModelCache.key(List.of("program", verilator, compiler, resource("runtime.h"), resource("hooks.cpp"),
        options.speed().flag(), design.topName(), design.text(), main));
    return cache.get(key, "program", folder -> {
      String unity = verilate(folder, design, design.text(), options);
      Files.writeString(folder.resolve("program.cpp"), unity + main);
      compile(folder, "program.cpp", "program", List.of(), options);
      return folder.resolve("program");
    });
  }

  /**
   * How the shim evaluates a model and reaches its ports: by the function that Vtop::eval ends in, and in the object
   * that Vtop's references lead to, where this version has it and nothing is traced. What is left out is the queue of
   * messages of models with several threads, whose thread-local flags cost a small model a quarter of its speed.
   */
  private static String evaluation(Path folder, SimOptions options) throws IOException {
    boolean direct = options.waveformFormat() == Waveform.Format.NONE
        && Files.readString(folder.resolve("model/Vtop.cpp")).contains(ROOT_EVALUATION);
    return direct
        ? """
            #define VIT_PORTS Vtop___024root
            #define VIT_PORTS_OF(top) (top)->rootp
            #define VIT_EVALUATE(ports) Vtop___024root___eval(ports)
            """
        : """
            #define VIT_PORTS Vtop
            #define VIT_PORTS_OF(top) (top)
            #define VIT_EVALUATE(ports) (ports)->eval()
            """;
  }

  /** Verilator's configuration file: what it must keep for the simulation to reach. */
  private static String configuration(SimOptions options) {
    return options.probes().isEmpty()
        ? ""
        : options.probes().stream().map(Probe::configuration).distinct().sorted()
            .collect(Collectors.joining("\n", "`verilator_config\n", "\n"));
  }

  /** Runs Verilator; the text includes everything it wrote. */
  private String verilate(Path folder, RtlDesign design, String rtl, SimOptions options) throws IOException {
    String source = "design." + design.language().extension();
    Files.writeString(folder.resolve(source), rtl);
    Files.writeString(folder.resolve("runtime.h"), resource("runtime.h"));
    List<String> verilate = new ArrayList<>(List.of("verilator", "--cc", source, "--top-module", design.topName(),
        "--prefix", "Vtop", "--Mdir", "model", "-O3", "--x-assign", "unique", "--x-initial", "unique", "--assert",
        "--no-timing", "-Wno-lint", "-Wno-style", "-Wno-fatal"));
    if (!options.probes().isEmpty()) {
      Files.writeString(folder.resolve("probes.vlt"), configuration(options));
      verilate.add("probes.vlt");
    }
    switch (options.waveformFormat()) {
      case NONE -> { }
      case VCD -> verilate.add("--trace");
      case FST -> verilate.add("--trace-fst");
    }
    if (options.covering() == SimOptions.Covering.ON) {
      verilate.addAll(List.of("--coverage-line", "--coverage-toggle", "--coverage-user"));
    }
    Processes.run(folder, verilate);
    StringBuilder unity = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("model"))) {
      files.filter(f -> f.toString().endsWith(".cpp")).sorted()
          .forEach(f -> unity.append("#include \"model/").append(f.getFileName()).append("\"\n"));
    }
    return unity.toString();
  }

  private void compile(Path folder, String source, String target, List<String> kind, SimOptions options) {
    List<String> compile = new ArrayList<>(List.of("g++", options.speed().flag(), "-w", "-fvisibility=hidden"));
    compile.addAll(kind);
    compile.addAll(DEFINES);
    compile.addAll(List.of("-include", "runtime.h", "-I.", "-Imodel", "-I" + include, "-I" + include.resolve("vltstd"),
        source));
    for (String runtime : runtimeSources(options)) {
      compile.add(runtimeObject(runtime).toString());
    }
    compile.addAll(List.of("-o", target, "-lpthread"));
    if (options.waveformFormat() == Waveform.Format.FST) {
      compile.add("-lz");
    }
    Processes.run(folder, compile);
  }

  private static List<String> runtimeSources(SimOptions options) {
    List<String> sources = new ArrayList<>(List.of("verilated.cpp", "verilated_threads.cpp", "hooks.cpp"));
    if (options.covering() == SimOptions.Covering.ON) {
      sources.add("verilated_cov.cpp");
    }
    switch (options.waveformFormat()) {
      case NONE -> { }
      case VCD -> sources.add("verilated_vcd_c.cpp");
      case FST -> sources.add("verilated_fst_c.cpp");
    }
    return sources;
  }

  private Path runtimeObject(String source) {
    String key = ModelCache.key(List.of("runtime", verilator, compiler, source, resource("hooks.cpp"),
        resource("runtime.h"), String.join(" ", DEFINES)));
    return cache.get(key, "runtime.o", folder -> {
      Files.writeString(folder.resolve("runtime.h"), resource("runtime.h"));
      Files.writeString(folder.resolve("hooks.cpp"), resource("hooks.cpp"));
      List<String> compile = new ArrayList<>(List.of("g++", "-c", "-O2", "-w", "-fPIC", "-fvisibility=hidden",
          "-fno-gnu-unique"));
      compile.addAll(DEFINES);
      compile.addAll(List.of("-include", "runtime.h", "-I.", "-I" + include, "-I" + include.resolve("vltstd"),
          source.equals("hooks.cpp") ? source : include.resolve(source).toString(), "-o", "runtime.o"));
      Processes.run(folder, compile);
      return folder.resolve("runtime.o");
    });
  }

  private static String resource(String name) {
    try (InputStream stream = ModelBuild.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
