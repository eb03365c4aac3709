package vit2rtl.golden.swin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.FloatClassifier;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.vit.CheckpointOptions;

/** The float Swin against a trace of the same model computed in float64 elsewhere. */
class SwinTraceTest {
  private static final double TOLERANCE = 1e-5;
  /** What the trace shows of geometry, and what it has that no operator of this network computes. */
  private static final Set<String> OTHER =
      Set.of("pixels", "labels", "relative_position_index", "window_tokens", "bias", "visible", "products");

  private static SwinCheckpoint checkpoint() {
    return (SwinCheckpoint) CheckpointReader.any(SharedFiles.require("models/swin_micro_fashion_mnist.safetensors"),
        CheckpointOptions.NONE, found -> { });
  }

  private static SafeTensors trace() {
    return SafeTensors.open(SharedFiles.require("vectors/trace_swin_micro.safetensors"));
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Test
  void everyStep() {
    SwinCheckpoint checkpoint = checkpoint();
    SafeTensors trace = trace();
    assertTrue(checkpoint.notices().isEmpty(), checkpoint.notices()::toString);
    int count = 4;
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[28 * 28];
      trace.tensor("pixels").data().get(i * pixels.length, pixels);
      Map<String, float[]> seen = new HashMap<>();
      checkpoint.network().logits(new Image(1, 28, 28, pixels), (name, values, rows, columns) -> {
        assertEquals(values.length, rows * columns, name);
        assertEquals(null, seen.put(name.equals("pooled") ? "pool" : name, values.clone()), name + " came twice");
      });
      Set<String> compared = new TreeSet<>();
      for (String name : trace.names()) {
        if (!OTHER.contains(last(name))) {
          float[] all = trace.tensor(name).floats();
          float[] own = Arrays.copyOfRange(all, i * (all.length / count), (i + 1) * (all.length / count));
          compare(name, inOrder(checkpoint.shape(), name, own), seen.get(name));
          compared.add(name);
        }
      }
      assertEquals(2 + 4 * 9 + 3 + 3, compared.size(), compared::toString);
      assertEquals(compared.size() + 4 * 3, seen.size(), "and attn.proj, mlp.fc1, mlp.fc2 of each block");
    }
  }

  /** The trace has qkv and context window by window, as [windows, N, columns]. */
  private static float[] inOrder(SwinShape shape, String name, float[] values) {
    if (!name.endsWith("attn.qkv") && !name.endsWith("attn.context")) {
      return values;
    }
    String[] parts = name.split("\\.");
    int[] order = shape.stages().get(Integer.parseInt(parts[1])).windows(Integer.parseInt(parts[3])).order();
    int columns = values.length / order.length;
    float[] result = new float[values.length];
    for (int place = 0; place < order.length; place++) {
      System.arraycopy(values, place * columns, result, order[place] * columns, columns);
    }
    return result;
  }

  private static void compare(String name, float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length, name);
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], TOLERANCE * Math.max(1, largest), name + " at " + i);
    }
  }

  /** Order, visibility and relative positions are the trace's, every one. */
  @Test
  void windowsAreTheReferences() {
    SafeTensors trace = trace();
    SwinShape shape = checkpoint().shape();
    for (int s = 0; s < 2; s++) {
      for (int b = 0; b < 2; b++) {
        Windows windows = shape.stages().get(s).windows(b);
        String name = SwinShape.blockName(s, b) + "attn.";
        assertArrayEquals(trace.tensor(name + "window_tokens").ints(), windows.order(), name);
        int[] visible = trace.tensor(name + "visible").ints();
        int[] zones = windows.zones();
        int n = windows.tokens();
        for (int i = 0; i < visible.length; i++) {
          int window = i / (n * n) * n;
          assertEquals(visible[i] == 1, zones[window + i / n % n] == zones[window + i % n], name + " at " + i);
        }
        assertArrayEquals(trace.tensor("relative_position_index").ints(), windows.relativePositions());
      }
    }
  }

  @Test
  @Tag("sweep")
  void top1OfAllTestImages() {
    SwinCheckpoint checkpoint = checkpoint();
    Images images = Datasets.open(SharedFiles.require("data/fashion_mnist/t10k-images-idx3-ubyte.gz"),
        checkpoint.imageFormat());
    assertEquals(88.40, Evaluation.run(images, new FloatClassifier(checkpoint.network()), done -> { }).top1().getAsDouble(),
        0.011);
  }
}
