package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchGoldenTest {
  @TempDir
  Path folder;

  @Test
  void measuresBothSides() throws IOException {
    Path json = folder.resolve("bench.json");
    CliRun run = CliRun.of("bench", "golden", "--limit", "1", "--repetitions", "1", "--json", json.toString());
    assertEquals(0, run.exit(), run.err());
    JsonNode rows = new ObjectMapper().readTree(json.toFile()).path("measurements");
    assertEquals(3, rows.size());
    for (JsonNode row : rows) {
      assertEquals(row.path("ours").asDouble() / row.path("peer").asDouble(), row.path("ratio").asDouble(), 1e-9);
      assertTrue(row.path("ours").asDouble() > 0);
    }
  }
}
