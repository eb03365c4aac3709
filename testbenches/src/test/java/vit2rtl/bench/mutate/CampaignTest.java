package vit2rtl.bench.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.bench.UnitBench;
import vit2rtl.golden.InputException;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** A small campaign: every mutant of a small unit is noticed or proven to change nothing, and what is known is kept. */
@Execution(ExecutionMode.CONCURRENT)
class CampaignTest {
  private static final int MUTANTS = 20;
  private static final Effort EFFORT = new Effort(2, 16, 2000, 10, 20, 2);

  @BeforeEach
  void tools() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
  }

  static UnitBench bench(String name, Map<String, String> set) {
    UnitKind kind = UnitKinds.named(name);
    return new UnitBench(kind.config(Settings.of(kind, set)));
  }

  @Test
  void everyMutantIsKilledOrProvenEquivalent(@TempDir Path folder) throws IOException {
    UnitBench bench = bench("ptf", Map.of("channels", "3"));
    Campaign campaign = new Campaign(bench, MUTANTS, 1, EFFORT);
    List<Verdict> heard = new ArrayList<>();
    List<Verdict> verdicts = campaign.run(Optional.of(folder), heard::add);
    assertEquals(MUTANTS, verdicts.size());
    assertEquals(MUTANTS, heard.size());
    assertEquals(campaign.mutants(), verdicts.stream().map(Verdict::mutant).toList());
    assertTrue(MutationReport.count(verdicts, Verdict.Status.KILLED) >= MUTANTS / 2, verdicts::toString);
    assertEquals(0, MutationReport.count(verdicts, Verdict.Status.SURVIVED), verdicts::toString);
    assertEquals(MUTANTS / 2, verdicts.stream().filter(v -> v.mutant().origin() == Mutant.Origin.TEXT).count());

    // Cut off in the middle of a line: that verdict is found again, the others are taken as they are.
    Path file = folder.resolve("verdicts.tsv");
    List<String> lines = Files.readAllLines(file);
    List<String> kept = new ArrayList<>(lines.subList(0, lines.size() - 1));
    kept.set(1, kept.get(1).replaceFirst("\t[^\t]*$", "\tas remembered"));
    Files.writeString(file, String.join("\n", kept) + "\n" + lines.get(lines.size() - 1).substring(0, 1));
    List<Verdict> again = new ArrayList<>();
    List<Verdict> resumed = new Campaign(bench, MUTANTS, 1, EFFORT).run(Optional.of(folder), again::add);
    assertEquals(1, again.size(), again::toString);
    assertEquals(verdicts.stream().map(Verdict::status).toList(), resumed.stream().map(Verdict::status).toList());
    assertEquals(1, resumed.stream().filter(verdict -> verdict.how().equals("as remembered")).count());
    assertEquals(MUTANTS + 1, Files.readAllLines(file).size());
    InputException other = assertThrows(InputException.class,
        () -> new Campaign(bench, MUTANTS, 2, EFFORT).run(Optional.of(folder), verdict -> { }));
    assertTrue(other.getMessage().contains("verdicts.tsv is of other mutants"), other.getMessage());
  }

  /** With the constants of the text alone these would pass: a load that comes to nothing is not noticed then. */
  @Test
  void loadsOfOtherConstantsAreNoticed() {
    List<Verdict> verdicts = new Campaign(bench("ptf", Map.of("channels", "3", "tables", "loadable")), 60, 1, EFFORT).run(
        Optional.empty(), verdict -> { });
    List<String> drawn = verdicts.stream().map(Verdict::how).filter(how -> how.startsWith("other constants, number ")).toList();
    assertTrue(drawn.size() > 0, verdicts::toString);
  }

  @Test
  void survivorsAreNamedWithTheirPlace() {
    Mutant mutant = new Mutant(3, Mutant.Origin.TEXT, "operator", "Unit", 12, "assign a = b + c;", "assign a = b - c;");
    List<Verdict> verdicts = List.of(new Verdict(mutant, Verdict.Status.SURVIVED, "nobody knows"),
        new Verdict(mutant, Verdict.Status.KILLED, "a run"), new Verdict(mutant, Verdict.Status.EQUIVALENT, "a proof"));
    assertEquals("ptf: 3 mutants, 1 killed, 1 proven equivalent, 1 survived", MutationReport.summary("ptf", verdicts));
    assertEquals("survived: Unit, line 12, operator: assign a = b + c;  →  assign a = b - c; (nobody knows)",
        MutationReport.survivor(verdicts.get(0)));
    String json = MutationReport.json("ptf", verdicts);
    assertTrue(json.contains("\"mutants\" : 3,\n  \"killed\" : 1,\n  \"equivalent\" : 1,\n  \"survived\" : [ {"), json);
    assertTrue(json.contains("\"line\" : 12") && json.contains("\"known\" : \"nobody knows\""), json);
  }
}
