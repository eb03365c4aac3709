package vit2rtl.cli.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import vit2rtl.bench.accelerator.NetworkTotals;

/** What {@code verify network} leaves where a signal ends it. */
@Execution(ExecutionMode.CONCURRENT)
class StoppedNetworkTest {
  private static final NetworkReport REPORT = new NetworkReport("a network", 1000, 10, "./vit2rtl verify network", 0);

  @TempDir
  private Path folder;

  private static NetworkTotals totals(int images) {
    return new NetworkTotals(images, images == 0 ? 0 : 3, 70L * images, 0, 200L * images, 200L * images, 200L * images, 2,
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), List.of());
  }

  @Test
  void imagesThatAreDoneAreInTheFile() throws IOException {
    Path json = folder.resolve("r.json");
    REPORT.stopped(totals(18), 200, json);
    JsonNode root = new ObjectMapper().readTree(json.toFile());
    assertTrue(root.path("stopped").asBoolean());
    assertEquals(200, root.path("asked").asInt());
    assertEquals(18, root.path("images").asInt());
    assertEquals(18 * 70, root.path("elements").asInt());
    REPORT.of(totals(18), json);
    assertFalse(new ObjectMapper().readTree(json.toFile()).has("stopped"));
  }

  @Test
  void withoutAnyThereIsNoFile() {
    Path json = folder.resolve("r.json");
    REPORT.stopped(totals(0), 200, json);
    assertFalse(Files.exists(json));
  }
}
