package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.io.Tensor;

/** What quantize says about the model it made, and that it looks before it works. */
class QuantizeQualityTest {
  @TempDir
  Path folder;

  /** What was printed on both streams. */
  private record Said(int exit, String out, String err) {}

  private Said quantize(BiConsumer<String, float[]> change, String... more) throws IOException {
    Path whole = new RandomVit(28, 7, 1, 24, 1, 3, 40, 10, 1, true).write(folder.resolve("whole.safetensors"));
    SafeTensors tensors = SafeTensors.open(whole);
    SafeTensorsWriter writer = new SafeTensorsWriter();
    tensors.metadata().forEach(writer::metadata);
    for (String name : tensors.names()) {
      Tensor tensor = tensors.tensor(name);
      float[] values = tensor.floats();
      change.accept(name, values);
      writer.f32(name, values, tensor.shape().toArray(Integer[]::new));
    }
    Path checkpoint = folder.resolve("changed.safetensors");
    writer.write(checkpoint);
    String[] arguments = new String[7 + more.length];
    System.arraycopy(new String[] {"quantize", "--checkpoint", checkpoint.toString(), "--calibration", "embedded",
        "--out", folder.resolve("m.safetensors").toString()}, 0, arguments, 0, 7);
    System.arraycopy(more, 0, arguments, 7, more.length);
    CliRun run = CliRun.of(arguments);
    return new Said(run.exit(), run.out(), run.said() + run.err());
  }

  private static void scale(float[] values, double by) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= by;
    }
  }

  @Test
  void agreementAndErrorOnHeldOutImages() throws IOException {
    Said said = quantize((name, values) -> { }, "--limit", "16");
    assertEquals(0, said.exit(), said.err());
    assertTrue(said.out().matches("(?s).*\nagrees with the float network on \\d+\\.\\d % of 64 images held out; error of"
        + " the logits \\(NSR\\) 0\\.\\d{4}\ncodes on an end of their range: in \\d+ tensors, most in .*\\.[a-z0-9.]+ \\(\\d+\\.\\d\\d %\\).*\n"), said.out());
    assertFalse(said.err().contains("warning"), said.err());
  }

  @Test
  void theObserverThatErrsLeastIsTaken() throws IOException {
    Said said = quantize((name, values) -> { }, "--limit", "16", "--held-out", "8", "--method", "auto");
    assertEquals(0, said.exit(), said.err());
    assertEquals(5, said.out().lines().filter(line -> line.matches("[* ] [a-z ]+ agrees with the float network on"
        + " \\d+\\.\\d\\d %, error of the logits \\(NSR\\) 0\\.\\d{5}")).count(), said.out());
    assertEquals(1, said.out().lines().filter(line -> line.startsWith("* ")).count(), said.out());
    assertTrue(said.out().contains(", the least error on 8 images held out\n"), said.out());
    Said none = quantize((name, values) -> { }, "--method", "auto");
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("--method auto needs images that do not calibrate, and all 256 do"), none.err());
  }

  @Test
  void withNothingLeftTheCalibrationImagesServe() throws IOException {
    Said said = quantize((name, values) -> { });
    assertTrue(said.out().contains(" of 64 images that also calibrated, as none is left to hold out; "), said.out());
  }

  @Test
  void aCheckpointWithoutContentIsNamed() throws IOException {
    Said said = quantize((name, values) -> scale(values, 0), "--limit", "8");
    assertTrue(said.err().contains("warning: the float network's logits are the same for every class"), said.err());
    said = quantize((name, values) -> scale(values, 1e-30), "--limit", "8");
    assertTrue(said.err().contains("warning: "), said.err());
  }

  @Test
  void hugeWeightsAreNamed() throws IOException {
    Said said = quantize((name, values) -> scale(values, 1e30), "--limit", "8");
    assertEquals(2, said.exit());
    assertTrue(said.err().contains("the float network's tensor blocks.0.attn.qkv holds "), said.err());
  }

  @Test
  void anOutlierIsNamedWithItsChannel() throws IOException {
    Said said = quantize((name, values) -> {
      if (name.equals("blocks.0.norm1.weight")) {
        values[5] = 1e6f;
      }
    }, "--limit", "8");
    assertTrue(said.err().contains("warning: blocks.0.norm1.weight[5] is 1000000.0, "), said.err());
  }

  @Test
  void deadChannelsAreNamed() throws IOException {
    Said said = quantize((name, values) -> {
      if (name.startsWith("blocks.0.norm2.")) {
        values[3] = 0;
        values[7] = 0;
      }
      // One scale for all channels: a great one leaves none to those that are small.
      if (name.equals("blocks.0.norm1.weight")) {
        values[5] = 1e4f;
      }
    }, "--limit", "8", "--recipe", "fqvit");
    assertTrue(said.err().contains("warning: 2 channels (3, 7) of blocks.0.norm2 are dead: their values never change, in floats"
        + " neither"), said.err());
    assertTrue(said.err().matches("(?s).*warning: 2[0-3] channels \\(0, 1, 2, 3, …\\) of blocks.0.norm1 have one code on every image:"
        + " what they carry in floats is rounded away.*"), said.err());
  }

  @Test
  void anUnwritablePlaceIsFoundFirst() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path out : new Path[] {folder, file.resolve("below")}) {
      Said said = quantize((name, values) -> { }, "--ranges", out.toString());
      assertEquals(2, said.exit(), said.err());
      assertTrue(said.err().startsWith("vit2rtl: " + out) && !said.err().contains("calibration"), said.err());
    }
  }
}
