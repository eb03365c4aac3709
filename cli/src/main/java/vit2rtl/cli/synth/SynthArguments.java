package vit2rtl.cli.synth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Option;
import vit2rtl.cli.arguments.Sweep;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.cli.output.WhenStopped;
import vit2rtl.fpga.synth.AsicSynthesis;
import vit2rtl.fpga.synth.Figure;
import vit2rtl.fpga.synth.Synthesis;
import vit2rtl.fpga.synth.SynthesisReport;
import vit2rtl.fpga.synth.Target;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.hdl.rtl.RtlDesign;

/** Open-tool synthesis of something with settings, at one size or over several: target, figures and where they go. */
final class SynthArguments {
  private static final String ASIC = "asic";

  @Option(names = "--target", paramLabel = "TARGET",
      description = "ice40-hx8k, ice40-up5k, xc7, xcup, ecp5, ecp5-25f, or asic.")
  private String target;

  @Option(names = "--liberty", paramLabel = "F.lib", description = "Standard cells, for --target asic.")
  private Path liberty;

  @Option(names = "--sweep", paramLabel = "KEY=V1,V2,…",
      description = "Repeat over the values of a setting, for example lanes=1,2,4,8; given several times, over every"
          + " combination. Pictures have the first one as their axis.")
  private List<String> sweepTexts = List.of();

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the figures as JSON.")
  private Path json;

  @Option(names = "--picture", paramLabel = "P.png", description = "Also draw the counts of synthesis as curves.")
  private Path picture;

  @Option(names = "--report", paramLabel = "R.html",
      description = "Also write the table and a picture of every figure as a web page.")
  private Path report;

  /**
   * Synthesises all sizes and writes what was asked for.
   *
   * @param name    what is synthesised
   * @param set     the settings as the user gave them
   * @param checked refuses settings
   * @param made    the design with such settings
   */
  int run(String name, Map<String, String> set, Consumer<Map<String, String>> checked,
      Function<Map<String, String>, RtlDesign> made) {
    return run(name, set, checked, made, Synthesis::run);
  }

  /** The same by another way to synthesise for an FPGA. */
  int run(String name, Map<String, String> set, Consumer<Map<String, String>> checked,
      Function<Map<String, String>, RtlDesign> made, BiFunction<RtlDesign, Target, SynthesisReport> flow) {
    List<Sweep> sweeps = sweeps();
    List<Map<String, String>> sizes = sizes(set, checked);
    List<SynthResults.Row> rows = new CopyOnWriteArrayList<>();
    Set<String> failures = Collections.synchronizedSet(new LinkedHashSet<>());
    SynthResults results = new SynthResults(name, target, rows);
    // What is done is shown, whatever became of the rest.
    try (WhenStopped shown = WhenStopped.tell(() -> show(results, sweeps, failures, sizes.size()))) {
      try (ProgressBar bar = Progress.bar("synth " + name, sizes.size())) {
        for (Map<String, String> size : sizes) {
          rows.add(new SynthResults.Row(size, figures(made.apply(size), flow, failures)));
          bar.step();
          if (!sweeps.isEmpty()) {
            Progress.say("synth: " + rows.get(rows.size() - 1).text());
            writeJson(results);
          }
        }
      } finally {
        shown.now();
      }
    }
    return failures.isEmpty() ? 0 : ExitCode.TOOL;
  }

  private void show(SynthResults results, List<Sweep> sweeps, Set<String> failures, int asked) {
    if (results.rows().size() < asked) {
      Progress.say("synth: " + results.rows().size() + " of " + asked + " sizes are done");
    }
    if (!results.rows().isEmpty()) {
      System.out.print(results.text());
      notes(failures).forEach(sentence -> System.out.println("  " + sentence));
      write(results, sweeps, failures);
    }
  }

  /** What is missing from the figures, and why. */
  private List<String> notes(Set<String> failures) {
    List<String> notes = new ArrayList<>();
    missing().ifPresent(notes::add);
    List.copyOf(failures).forEach(reason -> notes.add("not placed and routed: " + reason));
    return notes;
  }

  /** Refuses a command without its target, before anything is made. */
  void requireTarget() {
    if (target == null) {
      throw new InputException("synth needs --target TARGET: ice40-hx8k, ice40-up5k, xc7, xcup, ecp5, ecp5-25f, or asic");
    }
  }

  private List<Sweep> sweeps() {
    return sweepTexts.stream().map(Sweep::of).toList();
  }

  /** Every combination of settings; refuses whatever can be refused before any work. */
  List<Map<String, String>> sizes(Map<String, String> set, Consumer<Map<String, String>> checked) {
    Outputs.files(json, picture, report);
    check(sweeps());
    List<Map<String, String>> sizes = Sweep.sizes(set, sweeps());
    sizes.forEach(checked);
    if (picture != null || report != null) {
      ChartFonts.require();
    }
    return sizes;
  }

  private void check(List<Sweep> sweeps) {
    requireTarget();
    if (target.equals(ASIC) != (liberty != null)) {
      throw new InputException("synth: --target " + target + (liberty == null ? " needs" : " takes no")
          + " --liberty F.lib, the standard cells of --target asic");
    }
    if (!target.equals(ASIC)) {
      Target.named(target);
    }
    if (picture != null || report != null) {
      if (sweeps.isEmpty()) {
        throw new InputException("synth: " + (picture != null ? "--picture" : "--report")
            + " draws figures over a setting; name it with --sweep KEY=V1,V2,…");
      }
      sweeps.get(0).numbers();
    }
  }

  private List<Figure> figures(RtlDesign design, BiFunction<RtlDesign, Target, SynthesisReport> flow,
      Set<String> failures) {
    if (target.equals(ASIC)) {
      return AsicSynthesis.run(design, liberty);
    }
    SynthesisReport report = flow.apply(design, Target.named(target));
    report.failure().ifPresent(failures::add);
    return report.figures();
  }

  /** Which figures are not there, and why. */
  private Optional<String> missing() {
    return target.equals(ASIC)
        ? AsicSynthesis.notAnalysed().map(reason -> "no timing analysis: " + reason)
        : Target.named(target).notPlaced().map(reason -> "not placed and routed: " + reason);
  }

  private void writeJson(SynthResults results) {
    if (json == null) {
      return;
    }
    try {
      AtomicFile.write(json,
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(results) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(SynthResults results, List<Sweep> sweeps, Set<String> failures) {
    writeJson(results);
    if (picture != null) {
      new SynthPicture(results, sweeps.get(0)).write(picture);
    }
    if (report != null) {
      SynthPage.write(report, results, sweeps.get(0), String.join("; ", notes(failures)));
    }
  }
}
