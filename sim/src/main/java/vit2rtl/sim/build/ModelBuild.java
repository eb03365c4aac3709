package vit2rtl.sim.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.sim.shim.ModelSpec;
import vit2rtl.sim.shim.PortNames;
import vit2rtl.sim.shim.ShimSource;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/**
 * Builds a design into a shared library: Verilator to C++, then one compilation of everything it wrote together with
 * the shim, linked with runtime objects that are compiled once per tool version. Keys of the cache hold every option
 * and every text that goes in.
 */
public final class ModelBuild {
  /** SystemVerilog, which Verilator reads by default, has words that are names in Verilog. */
  private static final List<String> VERILOG_2005 = List.of("--default-language", "1364-2005");

  private final ModelCache cache;
  private final VerilatorVersion verilator;
  private final List<String> tools;
  private final CppCompiler compiler;

  public ModelBuild(ModelCache cache) {
    ToolAnswers answers = new ToolAnswers(cache);
    String line = answers.version(Tools.VERILATOR);
    Path include = Path.of(answers.answer(Tools.VERILATOR, List.of("verilator", "--getenv", "VERILATOR_ROOT")).strip(),
        "include");
    this.cache = cache;
    this.verilator = VerilatorVersion.of(line).orElseThrow(
        () -> new ToolException("verilator is '" + line + "', which names no version such as Verilator 5.006"));
    this.tools = List.of(line, answers.version(Tools.GXX));
    this.compiler = new CppCompiler(cache, verilator, tools, include);
  }

  /** A model's library and how it came to be; its load time is yet to come. */
  public record Built(Path library, ModelReport report) {}

  /** One way to build a model. */
  private record Attempt(Verilation verilation, String shim) {
    List<String> inputs() {
      List<String> inputs = new ArrayList<>(verilation.inputs());
      inputs.add(shim);
      return inputs;
    }
  }

  /**
   * The ways to build a model, the next for where the one before failed: as it is; its ports numbered, since their
   * names may have another meaning in C++; and so that words of SystemVerilog are names.
   */
  private List<Attempt> attempts(ModelSpec spec) {
    List<Attempt> attempts = new ArrayList<>();
    attempts.add(attempt(spec, PortNames.own(spec.design()), List.of()));
    attempts.add(attempt(spec, PortNames.numbered(spec.design()), List.of()));
    if (spec.design().language() == Language.VERILOG) {
      attempts.add(attempt(spec, PortNames.numbered(spec.design()), VERILOG_2005));
    }
    return attempts;
  }

  private Attempt attempt(ModelSpec spec, PortNames names, List<String> language) {
    return new Attempt(new Verilation(spec, names, language, verilator), ShimSource.of(spec, names));
  }

  /** The library of a model. */
  public Built model(ModelSpec spec) {
    List<Attempt> attempts = attempts(spec);
    List<String> key = new ArrayList<>(List.of("model", spec.rtl()));
    attempts.forEach(attempt -> key.addAll(attempt.inputs()));
    key.addAll(compiler.inputs(CppCompiler.Kind.LIBRARY, spec));
    AtomicReference<ModelReport> report = new AtomicReference<>(new ModelReport(ModelReport.Origin.CACHE, 0, 0, 0));
    Path library = cache.get(ModelCache.key(key), "model.so", folder -> firstOf(attempts, folder, spec, report));
    return new Built(library, report.get());
  }

  /** The first attempt that works; where none does, the first failure stands. */
  private Path firstOf(List<Attempt> attempts, Path folder, ModelSpec spec, AtomicReference<ModelReport> report)
      throws IOException {
    ToolException failure = null;
    for (int i = 0; i < attempts.size(); i++) {
      try {
        return build(attempts.get(i), Files.createDirectory(folder.resolve("attempt" + i)), spec, report);
      } catch (ToolException e) {
        if (!e.isRefusal()) {
          throw e;
        }
        failure = failure == null ? e : failure;
      }
    }
    throw failure;
  }

  private Path build(Attempt attempt, Path folder, ModelSpec spec, AtomicReference<ModelReport> report)
      throws IOException {
    long start = System.nanoTime();
    String unity = attempt.verilation().run(folder);
    long verilated = System.nanoTime();
    Path library = compiler.compile(folder, unity + attempt.shim(), "model.so", CppCompiler.Kind.LIBRARY, spec);
    report.set(new ModelReport(ModelReport.Origin.BUILT, (verilated - start) / 1e9,
        (System.nanoTime() - verilated) / 1e9, 0));
    return library;
  }

  /** The small library that Java maps directly. */
  public Path bridge() {
    String source = CppCompiler.resource("bridge.c");
    List<String> command =
        List.of("g++", "-O2", "-shared", "-fPIC", "-x", "c", "bridge.c", "-o", "bridge.so");
    List<String> key = new ArrayList<>(List.of("bridge", source));
    key.addAll(tools);
    key.addAll(command);
    return cache.get(ModelCache.key(key), "bridge.so", folder -> {
      Files.writeString(folder.resolve("bridge.c"), source);
      Processes.runIn(folder, command);
      return folder.resolve("bridge.so");
    });
  }

  /** A program of its own around the same model: the same C++ of it, the same flags, another main. */
  public Path program(ModelSpec spec, String main) {
    Verilation verilation = new Verilation(spec, PortNames.own(spec.design()), List.of(), verilator);
    List<String> key = new ArrayList<>(List.of("program", spec.rtl(), main));
    key.addAll(verilation.inputs());
    key.addAll(compiler.inputs(CppCompiler.Kind.PROGRAM, spec));
    return cache.get(ModelCache.key(key), "program", folder -> compiler.compile(folder, verilation.run(folder) + main,
        "program", CppCompiler.Kind.PROGRAM, spec));
  }
}
