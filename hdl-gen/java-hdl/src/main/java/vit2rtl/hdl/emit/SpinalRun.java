package vit2rtl.hdl.emit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import spinal.core.SpinalConfig;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.ElaborationException;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.memory.SimulatedZeros;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.verilog.PhaseOrder;
import vit2rtl.hdl.verilog.ReadPorts;

/**
 * One run of SpinalHDL's elaborator: its console kept away from the user's, its errors translated, its files read back
 * and removed. Runs on a thread with a deep stack, which long expressions need.
 */
public final class SpinalRun {
  private static final System.Logger LOG = System.getLogger(SpinalRun.class.getName());
  private static final Pattern SOURCE = Pattern.compile("(\\w+\\.java)\\.scala(?::L| l)(\\d+)");
  /** A comment with a position in SpinalHDL itself. */
  private static final Pattern INSIDE = Pattern.compile(" *// @ \\w+\\.scala l\\d+");
  private static final Pattern LOCATION = Pattern.compile("// @ (\\w+\\.java:)");
  /** A sentence above an entity, with an empty line between. */
  private static final Pattern SUMMARY = Pattern.compile("(?m)^(-- .*)\n\n(?=entity )");
  private static final Pattern HEADER = Pattern.compile("(?://|--) (?:Generator|Component|Git hash|Date) *:.*");
  private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";
  private static final long STACK_BYTES = 64L << 20;

  static {
    // SpinalHDL's libraries log through SLF4J, which in a project without a provider says so in every run.
    if (System.getProperty(SLF4J_VERBOSITY) == null) {
      System.setProperty(SLF4J_VERBOSITY, "ERROR");
    }
  }

  private SpinalRun() {}

  /**
   * The emitted text, header comments removed.
   *
   * @param options   language, clock, limits
   * @param top       builds the design, on the elaborator's thread
   * @param userError what the user's own code threw, if it did: it is passed on unchanged
   * @param translate makes an exception of what the elaborator threw
   * @param late      makes an exception when the time is over
   * @return the text
   */
  public static String text(HdlOptions options, Supplier<spinal.core.Component> top,
      Supplier<RuntimeException> userError, Function<Throwable, HdlException> translate, Supplier<HdlException> late) {
    NativeLibraries.requirePlace();
    AtomicReference<String> text = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    Thread thread = new Thread(null, () -> {
      try {
        text.set(generate(options, top, console));
      } catch (Throwable e) {
        failure.set(e);
      }
    }, "elaboration", STACK_BYTES);
    // A loop that never ends must not keep the JVM alive.
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(Math.max(1, options.limit().toMillis()));
      if (thread.isAlive()) {
        throw late.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ElaborationException(List.of(new Diagnostic("", "", "", "interrupted while elaborating", "")), e);
    }
    String log = console.toString(StandardCharsets.UTF_8);
    LOG.log(Level.DEBUG, () -> "SpinalHDL: " + log);
    if (userError.get() != null) {
      throw userError.get();
    }
    if (failure.get() != null) {
      throw translate.apply(failure.get());
    }
    String plain = withoutHeader(options.language(), text.get());
    boolean ownVhdl = options.language() == Language.VHDL && options.writing() == HdlOptions.Writing.READABLE;
    return ownVhdl ? ReadPorts.inVhdl(plain) : plain;
  }

  private static String generate(HdlOptions options, Supplier<spinal.core.Component> top, ByteArrayOutputStream console)
      throws IOException {
    Path directory = Files.createTempDirectory("vit2rtl-elaboration");
    try {
      Language language = options.language();
      SpinalConfig config = SpinalConfigs.of(options, directory.toString());
      if (options.writing() == HdlOptions.Writing.READABLE) {
        PhaseOrder.change(config);
      }
      scala.Console$.MODULE$.withOut(new PrintStream(console, true, StandardCharsets.UTF_8), () -> switch (language) {
        case VERILOG -> config.generateVerilog(top::get);
        case SYSTEMVERILOG -> config.generateSystemVerilog(top::get);
        case VHDL -> config.generateVhdl(top::get);
      });
      return Files.readString(directory.resolve("design." + language.extension()));
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The generator's own header names its version and build; the text must depend on the design alone. Source positions
   * are those of Java files. The first argument of $fatal is a number; without it the message would be lost.
   */
  private static String withoutHeader(Language language, String text) {
    String located = text.lines().map(SpinalRun::located).collect(Collectors.joining("\n", "", "\n"));
    String plain = ModuleNames.withoutMarks(language, located);
    if (language == Language.VHDL) {
      plain = SUMMARY.matcher(plain).replaceAll("$1\n");
    }
    return SimulatedZeros.written(language, plain).lines()
        .dropWhile(line -> line.isBlank() || HEADER.matcher(line).matches())
        .map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String located(String line) {
    String plain = line.contains("$fatal(") ? line.replace("$fatal(\"", "$fatal(1, \"") : line;
    if (!plain.contains(".scala") && !plain.contains(".java:")) {
      return plain;
    }
    String located = INSIDE.matcher(SOURCE.matcher(plain).replaceAll("$1:$2")).replaceAll("");
    return LOCATION.matcher(located).replaceAll("// $1");
  }
}
