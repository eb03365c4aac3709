package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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
import vit2rtl.bench.prove.cases.ProofCase;
import vit2rtl.bench.prove.cases.StreamCases;
import vit2rtl.bench.prove.cases.UnitCases;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.UnitKinds;

/** What holds is proven, and what a mutant breaks is refuted, with waves. */
@Execution(ExecutionMode.CONCURRENT)
class ProverTest {
  private static final Prover.Limits LIMITS = new Prover.Limits(60, 120);

  @TempDir
  Path traces;

  @BeforeEach
  void tools() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
  }

  static ProofCase named(String name) {
    return name.startsWith("ptf")
        ? UnitCases.of(UnitKinds.named("ptf"), Map.of("channels", "2", "lanes", "1"))
        : UnitKinds.all().stream().anyMatch(kind -> kind.name().equals(name))
        ? UnitCases.small(UnitKinds.named(name), 1, "baked")
        : StreamCases.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"ptf", "StreamFifo depth=4", "StreamJoin", "StreamArbiter round-robin beat"})
  void everyPropertyIsProven(String name) {
    List<Proof> proofs = named(name).prover(LIMITS).run(Optional.empty(), each -> { });
    assertTrue(proofs.size() > 4, () -> proofs.toString());
    proofs.forEach(proof -> assertEquals(Proof.Status.PROVEN, proof.status(), proof::toString));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', value = {
      "ptf; valid_at_end <= valid_at_clip; valid_at_end <= 1'b0; output within",
      "ptf; out_last = last_at_end; out_last = 1'b1; last marks",
      "ptf; out_valid = valid_at_end; out_valid = valid_at_end || in_valid; no output without",
      "StreamFifo depth=4; out_valid = count > 3'd0; out_valid = count > 3'd1; output within",
      "StreamFifo depth=4; in_ready = count < 3'd4; in_ready = 1'b1; check: a beat was pushed into a full queue",
      "StreamFifo depth=4; out_valid = count > 3'd0; out_valid = 1'b1; or popped from an empty one"})
  void aMutantIsRefuted(String name, String from, String to, String property) throws IOException {
    refute(name, from, to, property);
  }

  @Tag("sweep")
  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', value = {
      "ptf; !out_valid || out_ready; out_ready; output within",
      "ptf; out_data_0 = code_0_at_end; out_data_0 = code_0_at_end ^ {8{out_ready}}; payload is stable",
      "context; in_ready = whole_rows != 2'd2; in_ready = 1'b1; output within",
      "context; closing_at_end <= closing_at_sum; closing_at_end <= 1'b1; out: last marks",
      "head; .in_last    (product_out_last; .in_last    (!product_out_last; assumption: in_last marks the end of a row (logits)",
      "StreamFifo depth=4; in_ready = count < 3'd4; in_ready = 1'b1; never more than 4"})
  void furtherMutantsAreRefuted(String name, String from, String to, String property) throws IOException {
    refute(name, from, to, property);
  }

  private void refute(String name, String from, String to, String property) throws IOException {
    ProofCase whole = named(name);
    RtlDesign design = Hdl.elaborate(whole.make()::get);
    String text = design.verificationText();
    String mutant = text.replace(from, to);
    assertNotEquals(text, mutant, text);
    RtlDesign mutated = new RtlDesign(design.topName(), design.language(), mutant, mutant, design.clocks(),
        design.ports(), design.streams());
    List<Proof> proofs = new Prover(name, mutated, whole.contract(), LIMITS).only(p -> p.contains(property))
        .run(Optional.of(traces), each -> { });
    assertEquals(1, proofs.size(), proofs::toString);
    Proof proof = proofs.get(0);
    assertEquals(Proof.Status.REFUTED, proof.status(), proof::toString);
    String waves = Files.readString(proof.waves().orElseThrow());
    assertTrue(waves.contains("out_valid"), waves);
  }

  /** The last cycle of a trace breaks the property, and the ones before do not. */
  @Test
  void theTraceEndsWhereThePropertyIsBroken() throws IOException {
    ProofCase whole = named("ptf");
    RtlDesign design = Hdl.elaborate(whole.make()::get);
    String mutant = design.verificationText().replace("out_last = last_at_end", "out_last = 1'b1");
    Proof proof = new Prover("ptf", new RtlDesign(design.topName(), design.language(), mutant, mutant, design.clocks(),
        design.ports(), design.streams()), whole.contract(), LIMITS).only(p -> p.contains("last marks"))
        .run(Optional.of(traces), each -> { }).get(0);
    List<String> cycles = Files.readString(proof.waves().orElseThrow()).lines().toList();
    String variable = cycles.stream().filter(line -> line.matches("\\$var wire 1 s\\d+ monitor_bad_3 \\$end"))
        .findFirst().orElseThrow().split(" ")[3];
    List<String> values = cycles.stream().filter(line -> line.matches("b[01]+ " + variable)).toList();
    assertEquals(proof.depth(), values.size());
    assertEquals("b1 " + variable, values.get(values.size() - 1));
    assertFalse(values.subList(0, values.size() - 1).contains("b1 " + variable), values::toString);
  }

  @Test
  void statusesAreWordsInJson() {
    Proof proof = new Proof("d", "p", Proof.Status.BOUNDED, 60, 1.5, Proof.Data.FREE, Optional.empty());
    assertTrue(ProofReport.json(List.of(proof)).contains("\"status\" : \"bounded\",\n  \"depth\" : 60"),
        ProofReport.json(List.of(proof)));
  }
}
