package vit2rtl.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.emit.HdlOptions;

/**
 * The readable text computes what the elaborator's own does: Yosys proves it for every module of every unit, registers
 * and memories paired by their names.
 */
@Execution(ExecutionMode.CONCURRENT)
class EquivalenceTest {
  private static final Pattern MODULE = Pattern.compile("(?ms)^module (\\w+) .*?^endmodule\\n");

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {
      "layernorm channels=12 lanes=2",
      "softmax length=16 lanes=2",
      "ptf channels=12 lanes=2 tables=loadable layers=2",
      "requantize channels=12 lanes=2 sign=unsigned tables=loadable",
      "gelu channels=12 lanes=2 input-bits=5 tables=loadable",
      "context tokens=8 lanes=2 width=4 value-lanes=2",
      "matmul inner=8 columns=4 lanes=2 tables=loadable"})
  void everyModuleIsTheElaborators(String name) throws IOException {
    check(name);
  }

  @Tag("sweep")
  @ParameterizedTest
  @ValueSource(strings = {"softmax length=16 lanes=2 exp=polynomial", "matmul inner=8 columns=4 lanes=2",
      "head inner=8 classes=4 lanes=2", "embedding inner=8 width=4 patches=4 lanes=2"})
  void everyModuleOfFurtherUnitsIsTheElaborators(String name) throws IOException {
    check(name);
  }

  private void check(String name) throws IOException {
    assumeTrue(Tool.isInstalled("yosys"), "yosys is not installed");
    String own = text(name, HdlOptions.Writing.READABLE);
    String stock = text(name, HdlOptions.Writing.ELABORATOR);
    String paired = paired(stock, own);
    Matcher modules = MODULE.matcher(own);
    int proven = 0;
    while (modules.find()) {
      assertEquals(0, prove(paired, own, modules.group(1)), name + ", module " + modules.group(1));
      proven++;
    }
    assertTrue(proven > 0, name);
  }

  /** A proof that cannot fail would prove nothing. */
  @Test
  void aDifferenceIsFound() throws IOException {
    assumeTrue(Tool.isInstalled("yosys"), "yosys is not installed");
    String name = "ptf channels=12 lanes=2 tables=loadable layers=2";
    String own = text(name, HdlOptions.Writing.READABLE);
    String wrong = own.replaceFirst("assign sum_0 = (.*);", "assign sum_0 = ~($1);");
    assertTrue(!wrong.equals(own), own);
    assertEquals(1, prove(paired(text(name, HdlOptions.Writing.ELABORATOR), wrong), wrong, "ResidualToPtf"));
  }

  private static String text(String name, HdlOptions.Writing writing) {
    return Hdl.elaborate(Designs.all().get(name)::get, HdlOptions.defaults().withWriting(writing)).text();
  }

  /** The elaborator's text with our names of read ports that are no copy of anything: they may be registers. */
  private static String paired(String stock, String own) {
    return Pattern.compile("\\b(\\w+)_spinal_port\\d+").matcher(stock).replaceAll(port ->
        Pattern.compile("\\b" + port.group(1) + "_read\\b").matcher(own).find() ? port.group(1) + "_read" : port.group());
  }

  /** Exit code of the proof. */
  private int prove(String stock, String own, String module) throws IOException {
    Files.writeString(folder.resolve("stock.v"), stock);
    Files.writeString(folder.resolve("own.v"), own);
    String prepared = "; hierarchy -top " + module + "; proc; rename -hide w:*_zz_* w:*_spinal_port*; opt_clean;"
        + " memory -nordff -nomap; memory_map; opt_clean; rename " + module + " ";
    String script = "read_verilog stock.v" + prepared + "gold; design -stash gold; read_verilog own.v" + prepared
        + "gate; design -stash gate; design -copy-from gold -as gold gold; design -copy-from gate -as gate gate;"
        + " equiv_make gold gate equiv; hierarchy -top equiv; opt_clean; opt_expr; opt_merge;"
        + " equiv_simple -undef; equiv_induct -undef -seq 2; equiv_status -assert";
    return Tool.run(folder, List.of("yosys", "-q", "-p", script)).code();
  }
}
