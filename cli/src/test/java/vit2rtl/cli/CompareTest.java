package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
  @TempDir
  Path folder;

  @Test
  void everyMethodOfThePaperIsARow() throws IOException {
    Path json = folder.resolve("r.json");
    CliRun run = CliRun.of("compare", "--checkpoint", "embedded", "--calibration-limit", "4", "--limit", "8", "--json",
        json.toString());
    assertEquals(0, run.exit(), run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals("embedded vit_micro_fashion_mnist.safetensors, calibrated on 4 images, evaluated on 8", lines.get(0));
    assertTrue(lines.get(2).startsWith("float                      32/32/32 "), lines.get(2));
    JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("methods");
    assertEquals(lines.size() - 2, rows.size());
    Set<String> names = new HashSet<>();
    rows.forEach(row -> {
      names.add(row.get("name").asText() + " " + row.get("bits").asText());
      assertEquals(8, row.get("images").asInt());
      assertTrue(row.get("agreement").asDouble() > 60, row.toString());
    });
    assertEquals(rows.size(), names.size(), "rows differ");
    assertTrue(names.containsAll(Set.of("float 32/32/32", "MinMax 8/8/8", "EMA 8/8/8", "Percentile 8/8/8", "OMSE 8/8/8",
        "PTF only 8/8/8", "LIS only 8/8/4", "PTF + LIS 8/8/8", "PTF + LIS 8/8/4", "PTF, uniform attention 8/8/4")));
  }

  @Test
  void refusesInOneSentence() {
    CliRun run = CliRun.of("compare", "--calibration-limit", "8");
    assertEquals(2, run.exit());
    assertEquals("vit2rtl: compare needs --checkpoint F.safetensors, the model to quantise, or the word 'embedded'",
        run.err().lines().findFirst().orElse(""));
    assertTrue(CliRun.of("compare", "--checkpoint", "embedded", "--calibration", "nowhere").err()
        .contains("vit2rtl: there is no file or folder nowhere"));
  }
}
