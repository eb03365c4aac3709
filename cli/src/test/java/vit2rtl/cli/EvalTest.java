package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalTest {
  @TempDir
  Path folder;

  @Test
  void reportsAccuracyPredictionsAndJson() throws IOException {
    Path csv = folder.resolve("p.csv");
    Path json = folder.resolve("r.json");
    CliRun run = CliRun.of("eval", "--checkpoint", "embedded", "--limit", "40", "--predictions", csv.toString(),
        "--json", json.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().matches("embedded vit_micro_fashion_mnist.safetensors \\(float\\): top-1 \\d+\\.\\d\\d %, top-5"
        + " \\d+\\.\\d\\d %, 40 images, \\d+\\.\\d images/s\\R"), run.out());
    List<String> lines = Files.readAllLines(csv);
    assertEquals(41, lines.size());
    long right = lines.stream().skip(1).map(line -> line.split(",")).filter(f -> f[1].equals(f[2])).count();
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertEquals(right * 2.5, report.get("top1").asDouble(), 1e-9);
    assertEquals(40, report.get("images").asInt());
  }

  @Test
  void refusesInOneSentence() throws IOException {
    assertEquals("vit2rtl: eval needs --checkpoint F.safetensors, a float model, or the word 'embedded'", error("eval"));
    assertEquals("vit2rtl: there is no file or folder nowhere",
        error("eval", "--checkpoint", "embedded", "--data", "nowhere"));
    assertEquals("vit2rtl: there is no file nothing.safetensors", error("eval", "--checkpoint", "nothing.safetensors"));
    assertEquals("vit2rtl: " + folder + " holds no usable image; needed: JPEG or PNG files of at least 28x28 pixels",
        error("eval", "--checkpoint", "embedded", "--data", folder.toString()));
    assertEquals("vit2rtl: the number of images is 0; allowed: 1 or more",
        error("eval", "--checkpoint", "embedded", "--limit", "0"));
    assertEquals("vit2rtl: 3 attention heads at a width of 64; allowed: a number that divides the width",
        error("eval", "--checkpoint", "embedded", "--heads", "3"));
    Path broken = Files.write(folder.resolve("a.safetensors"), new byte[] {1, 2, 3});
    assertEquals("vit2rtl: " + broken + " is not a valid safetensors file: it has 3 bytes; a safetensors file starts with"
        + " 8 bytes of header length", error("eval", "--checkpoint", broken.toString()));
  }

  private static String error(String... arguments) {
    CliRun run = CliRun.of(arguments);
    assertEquals(2, run.exit(), run.err());
    return run.err().lines().findFirst().orElse("");
  }
}
