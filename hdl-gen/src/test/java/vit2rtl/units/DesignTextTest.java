package vit2rtl.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.RtlDesign;

/** What every emitted text must be: without invented names, and without a warning of any tool. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DesignTextTest {
  private static final Pattern INVENTED = Pattern.compile("(?:_zz_|\\bzz_|spinal_port|\\bwhen_)\\w*");
  private static final Pattern MODULE = Pattern.compile("(?ms)^(?:\\(\\*.*?\\*\\) )?module (\\w+) .*?^endmodule\\n");

  private final Map<Language, Map<String, RtlDesign>> texts = new EnumMap<>(Language.class);

  private synchronized Map<String, RtlDesign> texts(Language language) {
    return texts.computeIfAbsent(language, key -> {
      Map<String, RtlDesign> designs = new LinkedHashMap<>();
      Designs.all().forEach((name, top) -> designs.put(name, Hdl.elaborate(top::get, key)));
      return designs;
    });
  }

  @AfterAll
  void forget() {
    texts.clear();
  }

  @Test
  void thereAreManyDesigns() {
    assertTrue(Designs.all().size() >= 40, Designs.all().keySet().toString());
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void noNameIsInvented(Language language) {
    texts(language).forEach((name, design) -> {
      for (String text : List.of(design.text(), design.verificationText())) {
        Matcher invented = INVENTED.matcher(text);
        assertFalse(invented.find(), () -> name + ": " + invented.group());
      }
    });
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void aSentenceStandsAboveEveryModule(Language language) {
    texts(language).forEach((name, design) -> {
      String above = "";
      for (String line : design.text().lines().toList()) {
        boolean begins = line.startsWith("module ") || line.startsWith("entity ");
        assertFalse(begins && !above.startsWith("//") && !above.startsWith("--"), name + ": nothing above " + line);
        above = line;
      }
      assertTrue(design.text().chars().allMatch(c -> c < 127), name);
    });
  }

  /** What the environment must do is assumed, never asserted: a formal tool would refute the unit for it. */
  @Test
  void theEndOfARowIsAssumed() {
    Pattern assumed = Pattern.compile("assumption: \\w+_last marks the end of a row");
    texts(Language.VERILOG).forEach((name, design) -> {
      if (Designs.units().containsKey(name)) {
        assertTrue(assumed.matcher(design.verificationText()).find(), name);
      }
      assertFalse(design.verificationText().contains("_last does not mark"), name);
    });
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = {"VERILOG", "SYSTEMVERILOG"})
  void verilatorHasNothingToSay(Language language, @TempDir Path folder) throws IOException {
    quiet(folder, language, "verilator", (design, files) -> {
      List<String> command = new ArrayList<>(List.of("verilator", "--lint-only", "-Wall", "--top-module", design.topName()));
      command.addAll(files);
      return List.of(command);
    });
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = {"VERILOG", "SYSTEMVERILOG"})
  void icarusHasNothingToSay(Language language, @TempDir Path folder) throws IOException {
    quiet(folder, language, "iverilog", (design, files) -> {
      List<String> command = new ArrayList<>(List.of("iverilog", language == Language.VERILOG ? "-g2005" : "-g2012",
          "-Wall", "-s", design.topName(), "-o", "out"));
      command.addAll(files);
      return List.of(command);
    });
  }

  @Test
  void yosysHasNothingToSay(@TempDir Path folder) throws IOException {
    quiet(folder, Language.VERILOG, "yosys", (design, files) -> List.of(List.of("yosys", "-q", "-p",
        "read_verilog " + String.join(" ", files)
        + "; hierarchy -check -top " + design.topName() + "; proc; check -assert")));
  }

  @Test
  void ghdlHasNothingToSay(@TempDir Path folder) throws IOException {
    quiet(folder, Language.VHDL, "ghdl", (design, files) -> List.of(
        List.of("ghdl", "-a", "--std=93", "--work=old", files.get(0)),
        List.of("ghdl", "-a", "--std=08", "--work=new", files.get(0))));
  }

  /** Command lines for a design whose modules are in these files. */
  private interface Commands {
    List<List<String>> of(RtlDesign design, List<String> files);
  }

  private void quiet(Path folder, Language language, String program, Commands commands) throws IOException {
    assumeTrue(Tool.isInstalled(program), program + " is not installed");
    int number = 0;
    for (Map.Entry<String, RtlDesign> entry : texts(language).entrySet()) {
      Path place = Files.createDirectories(folder.resolve(program + language + number++));
      List<String> files = files(place, entry.getValue());
      for (List<String> command : commands.of(entry.getValue(), files)) {
        Tool.Said said = Tool.run(place, command);
        // Newer Verilators report what they did in lines that begin with a dash.
        String complaints = said.text().lines().filter(line -> !line.startsWith("- ")).collect(Collectors.joining("\n"));
        assertEquals("", complaints.strip(), entry.getKey() + "\n" + String.join(" ", command));
        assertEquals(0, said.code(), entry.getKey());
      }
    }
  }

  /** One file for each module, because Verilator wants modules in files of their names. */
  private static List<String> files(Path folder, RtlDesign design) throws IOException {
    String end = "." + design.language().extension();
    List<String> files = new ArrayList<>();
    Matcher modules = MODULE.matcher(design.text());
    while (design.language() != Language.VHDL && modules.find()) {
      files.add(modules.group(1) + end);
      Files.writeString(folder.resolve(modules.group(1) + end), modules.group());
    }
    if (files.isEmpty()) {
      files.add(design.topName() + end);
      Files.writeString(folder.resolve(files.get(0)), design.text());
    }
    return files;
  }
}
