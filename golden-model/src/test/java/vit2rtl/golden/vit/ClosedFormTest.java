package vit2rtl.golden.vit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;

/** Networks whose answers can be worked out by hand. */
class ClosedFormTest {
  private static final Image IMAGE = new Image(1, 4, 4,
      new byte[] {0, 51, 102, (byte) 153, (byte) 204, (byte) 255, 0, 0, 51, 51, 51, 51, 102, 102, 102, 102});

  @TempDir
  Path folder;

  @Test
  void withoutWeightsTheLogitsAreTheBias() {
    VitCheckpoint checkpoint = new TestCheckpoint(TestCheckpoint.SMALL).set("head.bias", 1, -2, 3).open(folder);
    assertArrayEquals(new float[] {1, -2, 3}, new FloatVit(checkpoint).logits(IMAGE));
  }

  @Test
  void patchesAreNormalisedAndInRowOrder() {
    float[] weight = new float[8 * 4];
    for (int i = 0; i < 4; i++) {
      weight[i * 4 + i] = 1;
    }
    Map<String, float[]> seen = run(new TestCheckpoint(TestCheckpoint.SMALL).set("patch_embed.proj.weight", weight)
        .set("patch_embed.proj.bias", 0, 0, 0, 0, 5, 0, 0, 0)
        .metadata("mean", "0.2").metadata("std", "0.1").open(folder));
    assertArrayEquals(new float[] {
        -2, 0, 6, 8, 5, 0, 0, 0,
        2, 4, -2, -2, 5, 0, 0, 0,
        0, 0, 2, 2, 5, 0, 0, 0,
        0, 0, 2, 2, 5, 0, 0, 0}, seen.get("patch_embed"), 1e-5f);
  }

  @Test
  void classTokenComesFirstAndPositionsAreAdded() {
    float[] positions = new float[5 * 8];
    positions[0] = 100;
    positions[4 * 8 + 7] = -1;
    Map<String, float[]> seen = run(new TestCheckpoint(TestCheckpoint.SMALL)
        .set("cls_token", 1, 2, 3, 4, 5, 6, 7, 8).set("pos_embed", positions).open(folder));
    float[] expected = new float[5 * 8];
    System.arraycopy(new float[] {101, 2, 3, 4, 5, 6, 7, 8}, 0, expected, 0, 8);
    expected[4 * 8 + 7] = -1;
    assertArrayEquals(expected, seen.get("embed"));
  }

  /** Equal scores make every token's context the mean of the values. */
  @Test
  void withoutQueriesAttentionIsUniform() {
    float[] weight = new float[3 * 8 * 8];
    for (int i = 0; i < 8; i++) {
      weight[(16 + i) * 8 + i] = 1;
    }
    Map<String, float[]> seen = run(new TestCheckpoint(TestCheckpoint.SMALL).random(5)
        .set("blocks.0.attn.qkv.weight", weight).set("blocks.0.attn.qkv.bias", new float[24]).open(folder));
    float[] normed = seen.get("blocks.0.norm1");
    float[] context = seen.get("blocks.0.attn.context");
    for (int c = 0; c < 8; c++) {
      float mean = 0;
      for (int t = 0; t < 5; t++) {
        mean += normed[t * 8 + c] / 5;
      }
      for (int t = 0; t < 5; t++) {
        assertEquals(mean, context[t * 8 + c], 1e-6f);
      }
    }
    for (float probability : seen.get("blocks.0.attn.softmax")) {
      assertEquals(0.2f, probability, 1e-7f);
    }
  }

  @Test
  void residualsAddWhatTheBranchesGive() {
    Map<String, float[]> seen = run(new TestCheckpoint(TestCheckpoint.SMALL).random(6).open(folder));
    float[] before = seen.get("blocks.0.out");
    float[] proj = seen.get("blocks.1.attn.proj");
    float[] middle = seen.get("blocks.1.attn.out");
    float[] fc2 = seen.get("blocks.1.mlp.fc2");
    float[] after = seen.get("blocks.1.out");
    for (int i = 0; i < before.length; i++) {
      assertEquals(before[i] + proj[i], middle[i], 1e-6f);
      assertEquals(middle[i] + fc2[i], after[i], 1e-6f);
    }
  }

  @Test
  void aDistilledModelAnswersWithTheMeanOfBothHeads() {
    VitShape shape = new VitShape(4, 2, 1, 8, 1, 2, 16, 3, Distillation.TOKEN, QkvBias.PRESENT);
    float[] first = new float[24];
    float[] second = new float[24];
    first[0] = 2;
    second[8 + 1] = 4;
    VitCheckpoint checkpoint = new TestCheckpoint(shape)
        .set("cls_token", 1, -1, 1, -1, 1, -1, 1, -1).set("dist_token", 2, 2, -2, -2, 2, 2, -2, -2)
        .set("head.weight", first).set("head_dist.weight", second)
        .set("head.bias", 0, 0, 1).set("head_dist.bias", 0, 0, 3).open(folder);
    assertEquals(6, checkpoint.shape().tokens());
    assertArrayEquals(new float[] {1, 2, 2}, new FloatVit(checkpoint).logits(IMAGE), 1e-4f);
  }

  @Test
  void aMissingQkvBiasIsZero() {
    VitShape without = new VitShape(4, 2, 1, 8, 2, 2, 16, 3, Distillation.NONE, QkvBias.ABSENT);
    float[] logits = new FloatVit(new TestCheckpoint(without).random(7).open(folder)).logits(IMAGE);
    VitCheckpoint plain = new TestCheckpoint(without).random(7).open(folder);
    assertEquals(QkvBias.ABSENT, plain.shape().qkvBias());
    TestCheckpoint zeros = new TestCheckpoint(TestCheckpoint.SMALL);
    VitTensors.of(without).keySet().forEach(name -> zeros.set(name, plain.tensor(name)));
    assertArrayEquals(logits, new FloatVit(zeros.open(folder)).logits(IMAGE));
  }

  @Test
  void anImageOfAnotherSizeIsRefused() {
    FloatVit vit = new FloatVit(new TestCheckpoint(TestCheckpoint.SMALL).open(folder));
    InputException error = assertThrows(InputException.class, () -> vit.logits(new Image(3, 4, 4, new byte[48])));
    assertEquals("an image of 3 channels and 4x4 pixels; the model needs 1 and 4x4", error.getMessage());
  }

  private static Map<String, float[]> run(VitCheckpoint checkpoint) {
    Map<String, float[]> seen = new HashMap<>();
    new FloatVit(checkpoint).logits(IMAGE, (name, values, rows, columns) -> seen.put(name, values.clone()));
    return seen;
  }
}
