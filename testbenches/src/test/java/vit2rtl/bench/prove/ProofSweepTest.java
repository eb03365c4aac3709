package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.bench.prove.cases.ProofCase;
import vit2rtl.bench.prove.cases.StreamCases;
import vit2rtl.bench.prove.cases.UnitCases;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/**
 * Every unit, baked and loadable, in one, two and four lanes, and every component for streams: all proven, or clean for
 * 60 cycles. Hours; {@code -Dvit2rtl.prove.only=REGEX} takes some of them.
 */
@Tag("sweep")
class ProofSweepTest {
  private static final Prover.Limits LIMITS = new Prover.Limits(60, Integer.getInteger("vit2rtl.prove.seconds", 60));

  @BeforeEach
  void tools() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
  }

  static Stream<ProofCase> cases() {
    List<ProofCase> cases = new ArrayList<>(StreamCases.all());
    for (UnitKind kind : UnitKinds.all()) {
      for (int lanes : new int[] {1, 2, 4}) {
        for (String tables : List.of("baked", "loadable")) {
          cases.add(UnitCases.small(kind, lanes, tables));
        }
      }
    }
    return cases.stream().filter(each -> each.name().matches(System.getProperty("vit2rtl.prove.only", ".*")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void nothingIsRefuted(ProofCase each) {
    List<Proof> proofs = each.prover(LIMITS).run(Optional.empty(),
        proof -> System.out.println(ProofReport.line(proof)));
    proofs.forEach(proof -> assertTrue(proof.status() == Proof.Status.PROVEN
        || proof.status() == Proof.Status.BOUNDED && proof.depth() >= LIMITS.depth(), proof::toString));
  }
}
