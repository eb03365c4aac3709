package vit2rtl.bench.accelerator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.fleet.WorkHead;
import vit2rtl.golden.fleet.WorkResults;

/** Units of a whole network's simulation as bytes, read as one process would have found them. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkUnitTest {
  private static final WorkHead HEAD = new WorkHead(NetworkWork.KIND, "k", "b", 3, "{}");

  @TempDir
  Path folder;

  private static NetworkTotals run(long mismatches, Optional<Difference> first, Optional<Standstill> stands) {
    return new NetworkTotals(2, 30, 1000, mismatches, 500, 500, 1500, 3.5, first, Optional.empty(), Optional.empty(),
        stands, Map.of("logits", new TensorTally(10, 0)), List.of(new int[] {1}));
  }

  private NetworkTotals merged(byte[]... units) {
    return NetworkUnit.merged(new WorkResults(HEAD, List.of(units), 7), folder);
  }

  private static byte[] good() {
    return NetworkUnit.of(run(0, Optional.empty(), Optional.empty()), 0, new byte[0]).bytes();
  }

  @Test
  void unitsAddUp() {
    NetworkTotals all = merged(good(), good(), good());
    assertEquals(6, all.images());
    assertEquals(30, all.tensors());
    assertEquals(3000, all.elements());
    assertEquals(250, all.cyclesPerImage());
    assertEquals(4500 / 7.0, all.cyclesPerSecond());
    assertTrue(all.passed());
  }

  @Test
  void theFirstUnitWithADifferenceIsTheLast() throws IOException {
    Difference difference = new Difference(1, 4, "blocks.0.out", 3, 9, -5, 6, 77, "12 (drain blocks.0)");
    byte[] bad = NetworkUnit.of(run(1, Optional.of(difference), Optional.empty()), 2, new byte[] {9}).bytes();
    NetworkTotals all = merged(good(), bad, bad);
    assertEquals(2000, all.elements());
    assertEquals(1, all.mismatches());
    assertEquals(Optional.of(difference.ofImage(3)), all.first());
    assertArrayEquals(new byte[] {9}, Files.readAllBytes(all.replay().orElseThrow()));
  }

  @Test
  void aStandstillIsKept() {
    Standstill stands = new Standstill("no logit after 9 cycles", List.of("logits: 0 of 10", "drain: all done"));
    byte[] bad = NetworkUnit.of(run(0, Optional.empty(), Optional.of(stands)), 2, new byte[0]).bytes();
    assertEquals(Optional.of(stands), merged(bad, good()).standstill());
  }
}
