package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.foreign.ForeignUnit;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** A unit written by hand keeps what the unit promises, and each seeded bug is refuted by name, with waves. */
@Execution(ExecutionMode.CONCURRENT)
class ForeignProofTest {
  /** From a beat to its result in the text by hand: a queue. */
  private static final int LATENCY = 1;
  private static final Prover.Limits LIMITS = new Prover.Limits(60, 60);

  @TempDir
  Path folder;

  @BeforeEach
  void tools() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled() && Tools.VERILATOR.isInstalled(),
        "yosys, yosys-abc and verilator are not installed");
  }

  private Prover prover(String right, String wrong) throws IOException {
    String text = new String(ForeignUnit.class.getResourceAsStream("ptf.v").readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(text.contains(right), right);
    Path file = Files.writeString(folder.resolve("ptf.v"), text.replace(right, wrong));
    UnitKind ptf = UnitKinds.named("ptf");
    UnitConfig config = ptf.config(Settings.of(ptf, Map.of("channels", "6", "lanes", "2")));
    ForeignUnit foreign = ForeignUnit.of(Hdl.elaborate(config::create), List.of(file), "ptf_by_hand",
        Optional.of(ForeignUnit.AXI));
    return new Prover("ptf by hand", foreign.design(), Contracts.of(config, LATENCY), LIMITS);
  }

  @Tag("sweep")
  @Test
  void theRightOneIsProven() throws IOException {
    List<Proof> proofs = prover("", "").run(Optional.empty(), each -> { });
    assertTrue(proofs.size() > 7, proofs::toString);
    proofs.forEach(proof -> assertEquals(Proof.Status.PROVEN, proof.status(), proof::toString));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      a beat lost when the sink waits | "s_axis_tready = count != 2'd2" | "s_axis_tready = 1" | "output within"
      last stuck at 1 | "wire ends = beat == 2'd2;" | "wire ends = 1;" | "last marks"
      """)
  void aSeededBugIsRefutedByName(String what, String right, String wrong, String property) throws IOException {
    refute(right, wrong, property);
  }

  @Tag("sweep")
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      a payload that does not wait | "if (pop) first <= second;" | "first <= second;" | "payload is stable"
      valid that waits for ready | "m_axis_tvalid = count != 2'd0" | "m_axis_tvalid = count != 2'd0 && m_axis_tready" | "output within"
      """)
  void soAreOthers(String what, String right, String wrong, String property) throws IOException {
    refute(right, wrong, property);
  }

  private void refute(String right, String wrong, String property) throws IOException {
    List<Proof> proofs = prover(right, wrong).only(name -> name.contains(property)).run(Optional.of(folder), each -> { });
    assertEquals(1, proofs.size(), proofs::toString);
    assertEquals(Proof.Status.REFUTED, proofs.get(0).status(), proofs::toString);
    assertTrue(Files.readString(proofs.get(0).waves().orElseThrow()).contains("out_valid"));
  }
}
