package vit2rtl.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.unit.Settings;
import vit2rtl.fpga.synth.AsicSynthesis;
import vit2rtl.fpga.synth.Figure;
import vit2rtl.fpga.synth.Synthesis;
import vit2rtl.fpga.synth.Target;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.hdl.RtlDesign;

/** {@code synth}: open-tool synthesis of one unit, at one size or over several. */
@Command(name = "synth", mixinStandardHelpOptions = true,
    description = "Synthesises one unit with open tools; places and routes it where they can.")
final class SynthCommand implements Callable<Integer> {
  private static final String ASIC = "asic";

  @Mixin
  private UnitArguments unit;

  @Option(names = "--target", required = true, paramLabel = "TARGET",
      description = "ice40-hx8k, ice40-up5k, xc7, xcup, ecp5, or asic.")
  private String target;

  @Option(names = "--liberty", paramLabel = "F.lib", description = "Standard cells, for --target asic.")
  private Path liberty;

  @Option(names = "--sweep", paramLabel = "KEY=V1,V2,…",
      description = "Repeat over the values of a setting, for example lanes=1,2,4,8.")
  private String sweep;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the figures as JSON.")
  private Path json;

  @Option(names = "--picture", paramLabel = "P.png", description = "Also draw the figures over the swept setting.")
  private Path picture;

  /**
   * One synthesised size.
   *
   * @param settings the settings that the user gave
   * @param figures  what it needs
   */
  record Row(Map<String, String> settings, List<Figure> figures) {}

  @Override
  public Integer call() throws JsonProcessingException {
    check();
    List<Map<String, String>> sizes = sizes();
    List<Row> rows = new ArrayList<>();
    try (ProgressBar bar = Progress.bar("synth " + unit.family().name(), sizes.size())) {
      for (Map<String, String> size : sizes) {
        RtlDesign design = unit.family().bench(Settings.of(unit.family(), size)).design();
        rows.add(new Row(size, figures(design)));
        bar.step();
      }
    }
    print(rows);
    if (json != null) {
      AtomicFile.write(json, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(
          Map.of("unit", unit.family().name(), "target", target, "rows", rows)) + "\n");
    }
    if (picture != null) {
      SynthPicture.write(picture, unit.family().name() + " on " + target, sweep.substring(0, sweep.indexOf('=')), rows);
    }
    return 0;
  }

  private void check() {
    if (target.equals(ASIC) != (liberty != null)) {
      throw new InputException("synth: --target " + target + (liberty == null ? " needs" : " takes no")
          + " --liberty F.lib, the standard cells of --target asic");
    }
    if (!target.equals(ASIC)) {
      Target.named(target);
    }
    if (picture != null && sweep == null) {
      throw new InputException("synth: --picture draws figures over a setting; name it with --sweep KEY=V1,V2,…");
    }
    if (sweep != null && !sweep.matches("[a-z-]+=[^,=]+(,[^,=]+)*")) {
      throw new InputException("synth: --sweep " + sweep + "; allowed: KEY=V1,V2,…, for example lanes=1,2,4");
    }
  }

  private List<Map<String, String>> sizes() {
    if (sweep == null) {
      return List.of(new LinkedHashMap<>(unit.set()));
    }
    String key = sweep.substring(0, sweep.indexOf('='));
    List<Map<String, String>> sizes = new ArrayList<>();
    for (String value : sweep.substring(key.length() + 1).split(",")) {
      Map<String, String> size = new LinkedHashMap<>(unit.set());
      size.put(key, value);
      sizes.add(size);
    }
    return sizes;
  }

  private List<Figure> figures(RtlDesign design) {
    return target.equals(ASIC)
        ? AsicSynthesis.run(design, liberty)
        : Synthesis.run(design, Target.named(target)).figures();
  }

  /** One table per kind of figure and tool. */
  private void print(List<Row> rows) {
    System.out.printf("%s on %s%n", unit.family().name(), target);
    List<Figure> all = rows.stream().flatMap(row -> row.figures().stream()).toList();
    Set<String> sources = all.stream().map(Figure::source).collect(Collectors.toCollection(LinkedHashSet::new));
    for (String source : sources) {
      System.out.println("  " + source);
      for (Row row : rows) {
        System.out.printf("    %s: %s%n",
            row.settings().isEmpty() ? "standard settings" : Settings.of(unit.family(), row.settings()).asArguments()
                .replace(" --set ", " ").strip(),
            row.figures().stream().filter(f -> f.source().equals(source))
                .map(Figure::named).collect(Collectors.joining(", ")));
      }
    }
    if (target.equals(ASIC)) {
      AsicSynthesis.notAnalysed().ifPresent(reason -> System.out.println("  no timing analysis: " + reason));
    } else {
      Target.named(target).notPlaced().ifPresent(reason -> System.out.println("  not placed and routed: " + reason));
    }
  }
}
