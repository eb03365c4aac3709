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
  void anIntegerModelAgreesWithItsFloatModel() throws IOException {
    Path model = folder.resolve("m.safetensors");
    Path json = folder.resolve("r.json");
    CliRun quantize = CliRun.of("quantize", "--checkpoint", "embedded", "--calibration", "embedded", "--limit", "8",
        "--out", model.toString());
    assertEquals(0, quantize.exit(), quantize.err());
    CliRun run = CliRun.of("eval", "--model", model.toString(), "--checkpoint", "embedded", "--limit", "64", "--json",
        json.toString());
    assertEquals(0, run.exit(), run.err());
    List<String> lines = run.out().lines().toList();
    assertTrue(lines.get(0).startsWith("embedded vit_micro_fashion_mnist.safetensors (float): top-1 "), run.out());
    assertTrue(lines.get(1).startsWith(model + " (integers): top-1 "), run.out());
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertTrue(report.get("agreement").asDouble() > 90, run.out());
    assertTrue(report.get("float").get("top1").asDouble() > 80, run.out());
    CliRun alone = CliRun.of("eval", "--model", model.toString(), "--limit", "2");
    assertEquals(0, alone.exit(), alone.err());
    assertEquals(1, alone.out().lines().count());
    assertTrue(alone.out().contains(" images/s, path "), alone.out());
    CliRun plain = CliRun.of("eval", "--model", model.toString(), "--limit", "2", "--path", "plain");
    assertTrue(plain.out().endsWith(" images/s, path plain Java" + System.lineSeparator()), plain.out());
    assertEquals("vit2rtl: path 'fast'; allowed: plain, vector, native",
        error("eval", "--model", model.toString(), "--path", "fast"));
  }

  @Test
  void refusesInOneSentence() throws IOException {
    assertEquals("vit2rtl: eval needs --model M.safetensors, an integer model, or --checkpoint F.safetensors, a float model,"
        + " or the word 'embedded'; with both it also prints how often they agree", error("eval"));
    assertEquals("vit2rtl: --path needs --model M.safetensors: a float model has one path",
        error("eval", "--checkpoint", "embedded", "--path", "plain"));
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
