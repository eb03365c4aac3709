package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** export onnx and verify onnx as their users have them. */
class OnnxCommandTest {
  private static final String JAR = "vit2rtl.onnxruntime";

  @TempDir
  private static Path folder;

  private static String model;

  @BeforeEach
  void theRuntime() throws Exception {
    System.setProperty(JAR,
        Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
  }

  @BeforeAll
  static void aModel() {
    model = folder.resolve("m.safetensors").toString();
    CliRun quantize = CliRun.of("quantize", "--checkpoint", "embedded", "--calibration", "embedded", "--limit", "8",
        "--recipe", "fqvit", "--out", model);
    assertEquals(0, quantize.exit(), quantize.err());
  }

  @AfterEach
  void forget() {
    System.clearProperty(JAR);
  }

  @Test
  void aFileIsVerifiedAndItsDigestIsEvals() throws IOException {
    Path file = folder.resolve("m.onnx");
    Path json = folder.resolve("r.json");
    CliRun export = CliRun.of("export", "onnx", "--model", model, "--out", file.toString(), "--taps");
    assertEquals(0, export.exit(), export.err());
    assertTrue(export.out().startsWith(file + ": "), export.out());
    CliRun verify = CliRun.of("verify", "onnx", "--model", model, "--onnx", file.toString(), "--limit", "2", "--json",
        json.toString());
    assertEquals(0, verify.exit(), verify.err());
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertEquals(2, report.get("images").asInt());
    assertEquals(2 * 634868, report.get("elements").asInt());
    assertEquals(0, report.get("mismatches").asInt());
    assertTrue(report.get("firstDifference").isNull());
    CliRun eval = CliRun.of("eval", "--model", model, "--limit", "2", "--digest");
    assertTrue(eval.out().contains("digest: " + report.get("digest").asText() + "\n"), eval.out());
    Files.write(file, changed(Files.readAllBytes(file)));
    CliRun different = CliRun.of("verify", "onnx", "--model", model, "--onnx", file.toString(), "--limit", "1", "--json",
        json.toString());
    assertEquals(1, different.exit(), different.err());
    assertTrue(different.out().contains("first difference: image 0, tensor 'logits.acc', element "), different.out());
    assertEquals("logits.acc", new ObjectMapper().readTree(json.toFile()).get("firstDifference").get("tensor").asText());
  }

  @Test
  void anotherNetworkIsMeasuredBesideTheIntegers() throws IOException {
    Path file = folder.resolve("qdq.onnx");
    Path json = folder.resolve("qdq.json");
    CliRun export = CliRun.of("export", "onnx", "--qdq", "--model", model, "--out", file.toString());
    assertEquals(0, export.exit(), export.err());
    CliRun verify = CliRun.of("verify", "onnx", "--qdq", "--model", model, "--onnx", file.toString(), "--limit", "8", "--json",
        json.toString());
    assertEquals(0, verify.exit(), verify.err());
    assertTrue(verify.out().matches("QDQ in ONNX Runtime [0-9.]+: top-1 [0-9.]+ %, the integers' [0-9.]+ %; the same class on"
        + " [0-9.]+ % of 8 images\n"), verify.out());
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertEquals(8, report.get("images").asInt());
    assertEquals(8, report.get("integers").get("images").asInt());
    assertTrue(report.get("agreement").asDouble() >= 50, report.toString());
    CliRun both = CliRun.of("export", "onnx", "--qdq", "--taps", "--model", model, "--out", file.toString());
    assertEquals(2, both.exit());
    assertTrue(both.err().contains("--qdq and --taps: a network of floats has no integer tensors to show"), both.err());
  }

  /** Every weight of the head, the file's last constant but its bias and those behind it, without its lowest bits. */
  private static byte[] changed(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int at = text.lastIndexOf("head.weight") + "head.weight".length() + 3;
    for (int i = 0; i < 640; i++) {
      file[at + i] ^= 2;
    }
    return file;
  }

  @Test
  void whatIsMissingIsSaidInOneSentence() throws IOException {
    System.setProperty(JAR, folder.resolve("nothing.jar").toString());
    CliRun verify = CliRun.of("verify", "onnx", "--model", model);
    assertEquals(3, verify.exit());
    assertEquals("vit2rtl: verify onnx needs ONNX Runtime's jar, and none is readable at " + folder.resolve("nothing.jar")
        + "; ./vit2rtl fetches it from Maven's repository on first use, or name your own"
        + " com.microsoft.onnxruntime:onnxruntime by VIT2RTL_ONNXRUNTIME=JAR", verify.err().lines().findFirst().orElse(""));
    CliRun blocked = CliRun.of("export", "onnx", "--model", "nothing.safetensors", "--out", "pom.xml/f.onnx");
    assertEquals(2, blocked.exit());
    assertTrue(blocked.err().contains("pom.xml/f.onnx cannot be written: a folder of its path is a file"), blocked.err());
    CliRun other = CliRun.of("export", "onnx", "--model", "nothing.safetensors", "--out", folder.resolve("f.onnx").toString());
    assertEquals(2, other.exit());
    assertTrue(other.err().contains("there is no file nothing.safetensors"), other.err());
    CliRun nothing = CliRun.of("export");
    assertEquals(2, nothing.exit());
    assertTrue(nothing.err().contains("export what? There are: onnx, vectors"), nothing.err());
  }
}
