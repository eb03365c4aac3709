package vit2rtl.golden.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitTensors;

/** Every conformance case: opened with its software's logits, or refused by the name that shows why. */
class ConformanceTest {

  @ParameterizedTest
  @MethodSource("vit2rtl.golden.checkpoint.ConformanceCases#opening")
  void logitsAreThoseOfTheSoftwareThatWroteIt(ConformanceCases.Case c) {
    VitCheckpoint checkpoint = c.open();
    FloatVit vit = new FloatVit(checkpoint);
    double[] expected = c.expected().tensor("logits").doubles();
    Images images = c.images();
    double tolerance = c.json().path("tolerance").doubleValue();
    for (int i = 0; i < images.size(); i++) {
      float[] logits = vit.logits(images.image(i));
      for (int k = 0; k < logits.length; k++) {
        assertEquals(expected[i * logits.length + k], logits[k], tolerance, "image " + i + ", class " + k);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("vit2rtl.golden.checkpoint.ConformanceCases#refused")
  void refusalsNameWhatShowsWhy(ConformanceCases.Case c) {
    String message = assertThrows(InputException.class, c::open).getMessage();
    assertTrue(message.contains(c.json().path("mustName").asText()), message);
    assertTrue(message.startsWith(c.folder().toString()) || message.startsWith("tensor '"), message);
  }

  /** The common form is what the float network and the recipes read: every tensor of it, and no other. */
  @ParameterizedTest
  @MethodSource("vit2rtl.golden.checkpoint.ConformanceCases#opening")
  void theCommonFormIsWhole(ConformanceCases.Case c) {
    VitCheckpoint checkpoint = c.open();
    Map<String, List<Integer>> expected = VitTensors.of(checkpoint.shape());
    expected.forEach((name, shape) -> assertEquals(shape.stream().mapToInt(Integer::intValue).reduce(1, (a, b) -> a * b),
        checkpoint.tensor(name).length, name));
  }

  @Test
  void thereAreAll() {
    assertEquals(31, ConformanceCases.opening().size());
    assertEquals(19, ConformanceCases.refused().size());
  }
}
