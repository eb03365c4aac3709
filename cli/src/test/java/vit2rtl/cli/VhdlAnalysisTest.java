package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/** The VHDL of every unit is VHDL to GHDL, in the standards of 1993 and of 2008. */
class VhdlAnalysisTest {
  private static final Tools GHDL = new Tools("ghdl", List.of("--version"), "", "ghdl-mcode", "analysis of VHDL");

  @TempDir
  Path folder;

  private void analyse(Path file) {
    assumeTrue(GHDL.isInstalled(), "ghdl is not installed");
    for (String standard : List.of("93", "08")) {
      Processes.run(folder, List.of("ghdl", "-a", "--std=" + standard, file.toString()));
    }
  }

  @Test
  void whatIsGeneratedIsVhdl() {
    generate("ptf", "ResidualToPtf");
  }

  /** At the sizes that units have by themselves; DesignTextTest has smaller ones of all. */
  @Tag("sweep")
  @ParameterizedTest
  @CsvSource({"layernorm, LayerNorm", "softmax, Softmax", "requantize, Requantize", "gelu, Gelu", "context, HeadContext",
      "matmul, Matmul", "head, Head", "embedding, Embedding"})
  void everyUnitsTextIsVhdl(String unit, String module) {
    generate(unit, module);
  }

  private void generate(String unit, String module) {
    CliRun run = CliRun.of("generate", unit, "--language", "vhdl", "--out", folder.toString());
    assertEquals(0, run.exit(), run.err());
    analyse(folder.resolve(module + ".vhd"));
  }

  @Test
  void whatIsNotVhdlIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.vhd"), "entity x is port (out : in bit); end x;\n");
    assumeTrue(GHDL.isInstalled(), "ghdl is not installed");
    assertThrows(ToolException.class, () -> analyse(file));
  }
}
