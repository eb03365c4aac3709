package vit2rtl.golden.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.quant.Method;

/** Which values a recipe's details take. */
class TuningTest {

  @ParameterizedTest
  @CsvSource({"zero,7", "gelu-bits,30", "gelu-bits,10.5", "equalise,-9", "equalise,101", "residual-bits,3.4",
      "residual-bits,7", "residual-bits,25", "k,8", "k,-1", "norm-clip,-2", "norm-clip,100001", "score-low,-1",
      "score-halvings,2", "centre,0.5", "gelu-k,8", "residual-margin,0", "context-margin,NaN", "ptf-spread,-1",
      "ptf-spread,Infinity", "k,", "k,five", "zero,-2"})
  void outOfBoundsIsRefused(String name, String value) {
    String text = value == null ? "" : value;
    String message = assertThrows(InputException.class, () -> Tuning.of(Map.of(name, text))).getMessage();
    assertTrue(message.startsWith("quantisation setting " + name + "=" + (text.equals("Infinity") ? "" : text)), message);
    assertTrue(message.contains("; allowed: "), message);
  }

  @Test
  void whatIsAllowedIsSaid() {
    assertEquals("quantisation setting equalise=-9; allowed: -2 or -1 or numbers from 0 to 100", refused("equalise", "-9"));
    assertEquals("quantisation setting residual-bits=3.4; allowed: whole numbers from 8 to 24",
        refused("residual-bits", "3.4"));
    assertEquals("quantisation setting centre=2; allowed: 0 or 1", refused("centre", "2"));
  }

  private static String refused(String name, String value) {
    return assertThrows(InputException.class, () -> Tuning.of(Map.of(name, value))).getMessage();
  }

  @ParameterizedTest
  @CsvSource({"equalise,-2", "equalise,-1", "equalise,50.5", "norm-clip,-1", "norm-clip,100000", "zero,-1", "zero,2",
      "residual-bits,24", "residual-bits,16.0", "gelu-bits,12", "residual-margin,1.05"})
  void withinBoundsIsTaken(String name, String value) {
    assertEquals(Double.parseDouble(value), Tuning.of(Map.of(name, value)).get(name));
  }

  @Test
  void whatWouldBeIgnoredIsRefused() {
    QuantizeOptions paper = QuantizeOptions.of(Recipe.FQVIT);
    QuantizeOptions wide = QuantizeOptions.of(Recipe.WIDE);
    assertEquals("quantisation setting residual-bits has no effect with --recipe fqvit; it takes zero alone; leave it out",
        ignored(() -> paper.withTuning(Tuning.of(Map.of("residual-bits", "12")))));
    assertEquals("quantisation setting qk-clip has no effect with --method, which chooses every interval; leave it out",
        ignored(() -> wide.withTuning(Tuning.of(Map.of("qk-clip", "1"))).withMethod(Method.EMA)));
    assertEquals("quantisation setting k has no effect with --ptf off; leave it out",
        ignored(() -> wide.withPtf(Ptf.OFF).withTuning(Tuning.of(Map.of("k", "3")))));
    assertEquals("quantisation setting zero has no effect with --attention uniform; leave it out",
        ignored(() -> wide.withTuning(Tuning.of(Map.of("zero", "1"))).withAttention(AttentionCoding.UNIFORM, 8)));
    paper.withTuning(Tuning.of(Map.of("zero", "1")));
    wide.withTuning(Tuning.of(Map.of("k", "3", "equalise", "10"))).withMethod(Method.MINMAX);
  }

  private static String ignored(org.junit.jupiter.api.function.Executable choice) {
    return assertThrows(InputException.class, choice).getMessage();
  }
}
