package vit2rtl.sim.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.sim.shim.ModelSpec;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;

/**
 * Compiles models, and the parts of Verilator's runtime that they are linked with, each once per version. The headers that
 * every model begins with are compiled once for every set of flags, too: reading them takes longer than a small model does.
 */
final class CppCompiler {
  private static final List<String> DEFINES = List.of("-DVL_USER_FINISH", "-DVL_USER_STOP", "-DVL_USER_FATAL",
      "-DVL_PRINTF=vit_printf", "-DVM_COVERAGE=0", "-DVM_SC=0");
  private static final List<String> QUIET = List.of("-w", "-fvisibility=hidden");
  private static final List<String> RUNTIME = List.of("-c", "-O2", "-fPIC", "-fno-gnu-unique");
  private static final String HOOKS = "hooks.cpp";
  private static final String HEADER = "runtime.h";
  private static final String PRELUDE = "prelude.h";
  private static final String COMPILED = PRELUDE + ".gch";

  private final ModelCache cache;
  private final VerilatorVersion verilator;
  private final List<String> tools;
  private final Path include;

  /**
   * A compiler for models of one Verilator.
   *
   * @param tools   what the tools say of their versions
   * @param include Verilator's headers
   */
  CppCompiler(ModelCache cache, VerilatorVersion verilator, List<String> tools, Path include) {
    this.cache = cache;
    this.verilator = verilator;
    this.tools = tools;
    this.include = include;
  }

  /** What a model is linked into. */
  enum Kind {
    LIBRARY("-shared", "-fPIC", "-fno-gnu-unique", "-Wl,-Bsymbolic"), PROGRAM;

    private final List<String> flags;

    Kind(String... flags) {
      this.flags = List.of(flags);
    }
  }

  /** Everything that decides what comes out of a compilation, besides the text. */
  List<String> inputs(Kind kind, ModelSpec spec) {
    List<String> inputs = new ArrayList<>(tools);
    inputs.addAll(flags(kind, spec));
    inputs.addAll(runtime(spec));
    inputs.addAll(verilator.libraries(spec.waveform()));
    inputs.addAll(List.of(resource(HEADER), resource(PRELUDE), resource(HOOKS)));
    inputs.addAll(RUNTIME);
    return inputs;
  }

  private List<String> flags(Kind kind, ModelSpec spec) {
    List<String> flags = new ArrayList<>(spec.optimisation());
    flags.addAll(kind.flags);
    flags.addAll(common());
    flags.addAll(List.of("-include", PRELUDE, "-Imodel"));
    return flags;
  }

  private List<String> common() {
    List<String> flags = new ArrayList<>(QUIET);
    flags.addAll(DEFINES);
    flags.addAll(List.of("-I.", "-I" + include, "-I" + include.resolve("vltstd")));
    return flags;
  }

  /** Compiles a text that includes a model, in the folder where that is. */
  Path compile(Path folder, String text, String target, Kind kind, ModelSpec spec) throws IOException {
    Files.writeString(folder.resolve(HEADER), resource(HEADER));
    Files.writeString(folder.resolve(PRELUDE), resource(PRELUDE));
    // The compiler takes the compiled headers where they lie beside the text and fit, and reads the text where they do not.
    Files.createSymbolicLink(folder.resolve(COMPILED), headers(kind, spec));
    Files.writeString(folder.resolve("model.cpp"), text);
    List<String> compile = new ArrayList<>(List.of("g++"));
    compile.addAll(flags(kind, spec));
    compile.add("model.cpp");
    for (String source : runtime(spec)) {
      compile.add(object(source, spec).toString());
    }
    compile.addAll(List.of("-o", target, "-lpthread"));
    compile.addAll(verilator.libraries(spec.waveform()));
    run(folder, compile, spec);
    return folder.resolve(target);
  }

  private Path headers(Kind kind, ModelSpec spec) {
    List<String> compile = new ArrayList<>(List.of("g++"));
    compile.addAll(flags(kind, spec));
    // With anything for the linker the compiler would link the headers.
    compile.removeIf(flag -> flag.equals("-shared") || flag.startsWith("-Wl"));
    compile.removeAll(List.of("-include", PRELUDE));
    compile.addAll(List.of("-x", "c++-header", PRELUDE, "-o", COMPILED));
    List<String> parts = new ArrayList<>(List.of("headers", resource(PRELUDE), resource(HEADER)));
    parts.addAll(tools);
    parts.addAll(compile);
    return cache.getChecked(ModelCache.key(parts), COMPILED, folder -> {
      Files.writeString(folder.resolve(HEADER), resource(HEADER));
      Files.writeString(folder.resolve(PRELUDE), resource(PRELUDE));
      run(folder, compile, spec);
      return folder.resolve(COMPILED);
    }).toAbsolutePath();
  }

  private static List<String> runtime(ModelSpec spec) {
    List<String> sources = new ArrayList<>(List.of("verilated.cpp", "verilated_threads.cpp", HOOKS));
    if (spec.counting() == ModelSpec.Counting.ON) {
      sources.add("verilated_cov.cpp");
    }
    switch (spec.waveform()) {
      case NONE -> { }
      case VCD -> sources.add("verilated_vcd_c.cpp");
      case FST -> sources.add("verilated_fst_c.cpp");
    }
    return sources;
  }

  private Path object(String source, ModelSpec spec) {
    List<String> key = new ArrayList<>(List.of("runtime", source, resource(HOOKS), resource(HEADER)));
    key.addAll(tools);
    key.addAll(RUNTIME);
    key.addAll(common());
    return cache.get(ModelCache.key(key), "runtime.o", folder -> {
      Files.writeString(folder.resolve(HEADER), resource(HEADER));
      Files.writeString(folder.resolve(HOOKS), resource(HOOKS));
      List<String> compile = new ArrayList<>(List.of("g++"));
      compile.addAll(RUNTIME);
      compile.addAll(common());
      compile.addAll(List.of("-include", HEADER));
      compile.addAll(List.of(source.equals(HOOKS) ? source : include.resolve(source).toString(), "-o", "runtime.o"));
      run(folder, compile, spec);
      return folder.resolve("runtime.o");
    });
  }

  /** The compiler's own temporary files lie in the folder, and go with it. */
  private void run(Path folder, List<String> command, ModelSpec spec) {
    try {
      Processes.runIn(folder, command);
    } catch (ToolException e) {
      for (String library : verilator.libraries(spec.waveform())) {
        if (lacks(e.getMessage(), library.substring("-l".length()))) {
          throw new ToolException("FST waveforms with Verilator " + verilator + " need " + packageOf(library)
              + ": apt-get install " + packageOf(library) + ", or name the waveform file .vcd", e);
        }
      }
      throw e;
    }
  }

  /** Whether a compiler misses a library's header or the library. */
  private static boolean lacks(String said, String library) {
    return said.contains("cannot find -l" + library + ":") || said.contains("cannot find -l" + library + "\n")
        || said.contains((library.equals("z") ? "zlib" : library) + ".h: No such file");
  }

  private static String packageOf(String library) {
    return library.equals("-lz") ? "zlib1g-dev" : "liblz4-dev";
  }

  static String resource(String name) {
    try (InputStream stream = CppCompiler.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
