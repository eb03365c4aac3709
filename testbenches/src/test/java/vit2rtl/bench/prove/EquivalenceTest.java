package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** What is equal is proven so, what differs is found with the length of a run that shows it. */
@Execution(ExecutionMode.CONCURRENT)
class EquivalenceTest {
  private static final Prover.Limits LIMITS = new Prover.Limits(30, 30);

  private final UnitKind kind = UnitKinds.named("ptf");
  private final UnitConfig config = kind.config(Settings.of(kind, Map.of("channels", "2", "lanes", "1")));
  private final RtlDesign design = Hdl.elaborate(config::create);

  @BeforeEach
  void tools() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
  }

  private Equivalence.Answer with(String from, String to) {
    String other = design.text().replace(from, to);
    assertNotEquals(design.text(), other, design.text());
    return Equivalence.ofDesigns(design, design.text(), other, Contracts.of(config)).answer(LIMITS);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', value = {
      // The payload counts only while it is offered.
      "out_data_0 = code_0_at_end; out_data_0 = out_valid ? code_0_at_end : 8'd7",
      "!out_valid || out_ready; !(out_valid && !out_ready)",
      // A row's beats are counted, and sources keep their rules.
      "out_last = last_at_end; out_last = last_at_end && 1'b1"})
  void whatDoesTheSameIsProvenEqual(String from, String to) {
    assertInstanceOf(Equivalence.Equal.class, with(from, to));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', value = {
      "out_data_0 = code_0_at_end; out_data_0 = out_ready ? code_0_at_end : 8'd7",
      "!out_valid || out_ready; out_ready",
      "out_last = last_at_end; out_last = 1'b0"})
  void whatDiffersIsFound(String from, String to) {
    assertInstanceOf(Equivalence.Different.class, with(from, to));
  }
}
