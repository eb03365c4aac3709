package vit2rtl.bench.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.sim.tool.Tools;

/**
 * Three hundred mutants of every unit (-Dvit2rtl.mutants=N): none survives. The table of docs/verification.md, with the settings
 * and limits of its commands.
 */
@Tag("sweep")
class MutationSweepTest {

  @ParameterizedTest
  @CsvSource({"ptf channels=5, 6, 24", "requantize channels=5, 6, 24", "gelu channels=5 input-bits=5, 6, 24",
      "matmul inner=5 columns=3 out-lanes=2 bits=3, 12, 16", "head inner=5 classes=3 out-lanes=2 bits=3, 12, 6",
      "embedding inner=5 width=3 patches=1 out-lanes=2 bits=3, 60, 6",
      "context tokens=5 width=3 value-lanes=2 value-bits=3 tables=baked, 60, 6",
      "softmax length=13 scale=0.2 score-bits=4 bits=4 tables=loadable, 4, 6",
      "layernorm channels=5 bits=4 tables=loadable, 300, 6"})
  void noMutantSurvives(String line, int timeout, int depth) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    String[] words = line.split("[ =]");
    Map<String, String> set = new TreeMap<>(Map.of("lanes", "2"));
    for (int i = 1; i < words.length; i += 2) {
      set.put(words[i], words[i + 1]);
    }
    List<Verdict> verdicts = new Campaign(CampaignTest.bench(words[0], set), Integer.getInteger("vit2rtl.mutants", 300),
        1, effort(set, timeout, depth)).run(Optional.empty(), verdict -> { });
    System.out.println(MutationReport.summary(line, verdicts));
    assertEquals(List.of(), verdicts.stream().filter(verdict -> verdict.status() == Verdict.Status.SURVIVED)
        .map(MutationReport::survivor).toList());
  }

  /** More rows where constants are drawn for them. */
  private static Effort effort(Map<String, String> set, int timeout, int depth) {
    Effort standard = Effort.standard(Runtime.getRuntime().availableProcessors());
    int rows = "loadable".equals(set.get("tables")) ? 200_000 : standard.moreRows();
    return new Effort(standard.seeds(), standard.rows(), rows, timeout, depth, standard.jobs());
  }
}
