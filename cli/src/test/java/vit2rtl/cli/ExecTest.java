package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.sim.tool.Tools;

/** {@code exec} on the reference vectors, which nothing of this project wrote. */
class ExecTest {
  private static final Path VECTORS = Path.of(System.getProperty("vit2rtl.shared", "../../shared"), "vectors");
  /** Share of codes that may differ, by one, from the correctly rounded float LayerNorm. */
  private static final double DIFFERENT = 0.0005;

  @TempDir
  Path folder;

  @Test
  void softmaxCodesAreTheReferences() throws IOException {
    for (Path file : vectors("softmax_")) {
      int[] expected = SafeTensors.open(file).tensor("code_fqvit").ints();
      assertArrayEquals(expected, exec("softmax", "golden", file, "code", "bits=" + bits(file)), file.toString());
    }
  }

  @Test
  void layerNormCodesAreTheRoundedFloatsOrTheirNeighbours() throws IOException {
    for (Path file : vectors("layernorm_")) {
      checkLayerNorm(file, exec("layernorm", "golden", file, "q_out", "lanes=1"));
    }
  }

  @Test
  void hardwareDeliversTheSame() throws IOException {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    Path norm = vectors("layernorm_C96").get(0);
    checkLayerNorm(norm, exec("layernorm", "rtl", norm, "q_out", "lanes=5"));
    Path soft = vectors("softmax_N65_b4_12").get(0);
    assertArrayEquals(SafeTensors.open(soft).tensor("code_fqvit").ints(),
        exec("softmax", "rtl", soft, "code", "bits=4"));
  }

  private static void checkLayerNorm(Path file, int[] actual) {
    int[] expected = SafeTensors.open(file).tensor("q_out_float").ints();
    int different = 0;
    for (int i = 0; i < expected.length; i++) {
      assertTrue(Math.abs(expected[i] - actual[i]) <= 1, file + ", element " + i);
      different += expected[i] == actual[i] ? 0 : 1;
    }
    assertTrue(different <= DIFFERENT * expected.length, file + ": " + different + " of " + expected.length);
  }

  private int[] exec(String unit, String backend, Path in, String tensor, String setting) {
    Path out = folder.resolve(unit + "-" + backend + "-" + in.getFileName());
    CliRun run = CliRun.of("exec", unit, "--backend", backend, "--in", in.toString(), "--out", out.toString(),
        "--set", setting);
    assertEquals(0, run.exit(), run.err());
    assertEquals(SafeTensors.open(in).tensor("q_in").shape(), SafeTensors.open(out).tensor(tensor).shape());
    return SafeTensors.open(out).tensor(tensor).ints();
  }

  private static int bits(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll(".*_b(\\d+)_.*", "$1"));
  }

  private static List<Path> vectors(String prefix) throws IOException {
    assumeTrue(Files.isDirectory(VECTORS), "the reference vectors are not beside the project: " + VECTORS);
    try (Stream<Path> files = Files.list(VECTORS)) {
      List<Path> found = files.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList();
      assertTrue(!found.isEmpty(), "no " + prefix + "* in " + VECTORS);
      return found;
    }
  }
}
