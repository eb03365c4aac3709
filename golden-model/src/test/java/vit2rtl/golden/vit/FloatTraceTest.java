package vit2rtl.golden.vit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.io.SafeTensors;

/** The float model against traces of the same models computed in float64 elsewhere. */
class FloatTraceTest {

  @Test
  void everyStepOfTheMicroModel() {
    VitCheckpoint checkpoint = CheckpointReader.open(SharedFiles.require("models/vit_micro_fashion_mnist.safetensors"));
    SafeTensors trace = SafeTensors.open(SharedFiles.require("vectors/trace_vit_micro.safetensors"));
    assertEquals(3 + 6 * 8 + 2, trace.names().size());
    compare(new FloatVit(checkpoint), trace, 1e-5);
  }

  @Test
  void everyStepOfTheTinyModel() {
    VitCheckpoint checkpoint = CheckpointReader.open(SharedFiles.require("models/vit_tiny_patch16_224.safetensors"));
    SafeTensors trace = SafeTensors.open(SharedFiles.require("vectors/trace_vit_tiny.safetensors"));
    compare(new FloatVit(checkpoint), trace, 2e-5);
  }

  /** Every tensor of the trace, each within {@code tolerance} of its greatest magnitude. */
  private static void compare(FloatVit vit, SafeTensors trace, double tolerance) {
    VitShape shape = vit.shape();
    int[] pixels = trace.tensor("pixels").ints();
    int count = trace.tensor("pixels").shape().get(0);
    int bytes = pixels.length / count;
    for (int i = 0; i < count; i++) {
      byte[] own = new byte[bytes];
      for (int p = 0; p < bytes; p++) {
        own[p] = (byte) pixels[i * bytes + p];
      }
      Map<String, float[]> seen = new HashMap<>();
      vit.logits(new Image(shape.channels(), shape.imageSize(), shape.imageSize(), own),
          (name, values, rows, columns) -> {
            assertEquals(values.length, rows * columns, name);
            assertEquals(null, seen.put(name, values.clone()), name + " came twice");
          });
      for (String name : trace.names()) {
        if (!name.equals("pixels")) {
          compare(name, part(trace.tensor(name).floats(), i, count), seen.get(name), tolerance);
        }
      }
      assertEquals(2 + 12 * shape.depth() + 2, seen.size());
      assertTrue(seen.keySet().containsAll(Set.of("blocks.0.attn.qkv", "blocks.1.attn.proj", "blocks.2.mlp.fc1",
          "blocks.3.mlp.fc2")));
    }
  }

  private static float[] part(float[] all, int index, int count) {
    int size = all.length / count;
    return Arrays.copyOfRange(all, index * size, (index + 1) * size);
  }

  private static void compare(String name, float[] expected, float[] actual, double tolerance) {
    assertEquals(expected.length, actual.length, name);
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * largest, name + " at " + i);
    }
  }
}
