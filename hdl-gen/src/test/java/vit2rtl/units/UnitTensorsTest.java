package vit2rtl.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;

/** Files of tensors that units with results of another shape refuse, each in a sentence. */
class UnitTensorsTest {
  @TempDir
  Path folder;

  private String refusal(String unit, SafeTensorsWriter tensors, Map<String, String> set) {
    Path file = folder.resolve("in.safetensors");
    tensors.write(file);
    UnitKind kind = UnitKinds.named(unit);
    return assertThrows(InputException.class, () -> kind.config(SafeTensors.open(file), Settings.of(kind, set)))
        .getMessage().replace(file.toString(), "FILE");
  }

  @Test
  void codesThatNoSoftmaxGives() {
    SafeTensorsWriter tensors = new SafeTensorsWriter().i32("code_in", new int[] {0, 16, 0, 0, 0, 0}, 2, 3)
        .i32("value", new int[6], 3, 2);
    assertEquals("row 1 of tensor 'code_in' of FILE is not what a softmax gives; allowed: codes 0 to 16 whose weights"
        + " sum to 73728/2^15 at most", refusal("context", tensors, Map.of()));
    assertEquals("row 0 of tensor 'code_in' of FILE is not what a softmax gives; allowed: codes 0 to 15 whose weights"
        + " sum to 36864/2^14 at most", refusal("context", tensors, Map.of("zero", "top-code")));
  }

  @Test
  void valuesOfOtherTokens() {
    assertEquals("tensor 'value' of FILE has shape [2, 3]; needed: [3, elements], as code_in has 3 codes per row",
        refusal("context", new SafeTensorsWriter().i32("code_in", new int[] {0, 16, 16}, 1, 3)
            .i32("value", new int[6], 2, 3), Map.of()));
    assertEquals("value 1 is 128; the unit takes -128 to 127", assertThrows(InputException.class, () -> UnitKinds
        .named("context").config(written(), Settings.of(UnitKinds.named("context"), Map.of())).constants()).getMessage());
  }

  private SafeTensors written() {
    Path file = folder.resolve("value.safetensors");
    new SafeTensorsWriter().i32("code_in", new int[] {0}, 1, 1).i32("value", new int[] {1, 128}, 1, 2).write(file);
    return SafeTensors.open(file);
  }

  @Test
  void weightsOfAnotherShapeOrSize() {
    SafeTensorsWriter rows = new SafeTensorsWriter().i32("x_in", new int[6], 2, 3);
    assertEquals("tensor 'weight' of FILE has shape [2, 2]; needed: [outputs, 3], as the rows have 3 inputs",
        refusal("matmul", rows.i32("weight", new int[4], 2, 2).i32("bias", new int[2], 2), Map.of()));
    assertEquals("tensor 'weight' of FILE holds 300; allowed: -128 to 127",
        refusal("head", new SafeTensorsWriter().i32("x_in", new int[6], 2, 3)
            .i32("weight", new int[] {1, 2, 300}, 1, 3).i32("bias", new int[1], 1), Map.of()));
    assertEquals("matmul: inner=3 is set, but FILE decides it; leave --set inner out",
        refusal("matmul", new SafeTensorsWriter().i32("x_in", new int[6], 2, 3), Map.of("inner", "3")));
  }

  @Test
  void patchesThatAreNoWholeImages() {
    SafeTensorsWriter tensors = new SafeTensorsWriter().i32("x_in", new int[6], 2, 3)
        .i32("weight", new int[3], 1, 3).i32("bias", new int[1], 1).i32("multiplier", new int[1], 1)
        .i32("shift", new int[1], 1).i32("table", new int[4], 4, 1).i32("leading", new int[] {1}, 1);
    assertEquals("tensor 'x_in' of FILE has 2 rows; needed: whole images of 3 patches",
        refusal("embedding", tensors, Map.of()));
    assertEquals("embedding: 0 leading tokens and a table of 4 elements for tokens of 1; needed: a row for each leading"
        + " token, one or more, and for each patch, one or more", refusal("embedding", new SafeTensorsWriter()
            .i32("x_in", new int[6], 2, 3).i32("weight", new int[3], 1, 3).i32("bias", new int[1], 1)
            .i32("multiplier", new int[1], 1).i32("shift", new int[1], 1).i32("table", new int[4], 4, 1)
            .i32("leading", new int[] {0}, 1), Map.of()));
  }
}
