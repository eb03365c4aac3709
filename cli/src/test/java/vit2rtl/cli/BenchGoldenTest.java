package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchGoldenTest {
  @TempDir
  Path folder;

  @Test
  void measuresBothSides() throws IOException {
    Path json = folder.resolve("bench.json");
    CliRun run = CliRun.of("bench", "golden", "--sizes", "embedded", "--limit", "1", "--repetitions", "1", "--json",
        json.toString());
    assertEquals(0, run.exit(), run.err());
    JsonNode rows = new ObjectMapper().readTree(json.toFile()).path("measurements");
    List<String> peers = new ArrayList<>();
    for (JsonNode row : rows) {
      assertTrue(row.path("ours").isNumber());
      // What the process grew by, and CPU time within the clock's step, may be 0.
      if (row.path("ours").asDouble() > 0 && !row.path("peerName").asText().isEmpty()) {
        assertEquals(row.path("peer").asDouble() / row.path("ours").asDouble(), row.path("ratio").asDouble(), 1e-9);
        peers.add(row.path("peerName").asText());
      }
    }
    assertTrue(peers.containsAll(List.of("path plain", "float network")), peers::toString);
  }

  @Test
  void aSizeThatIsNotThereIsRefused() {
    CliRun run = CliRun.of("bench", "golden", "--sizes", "huge");
    assertEquals(2, run.exit());
    assertEquals("vit2rtl: bench golden: size 'huge'; allowed: embedded, tiny, small, base", run.err().strip());
  }
}
