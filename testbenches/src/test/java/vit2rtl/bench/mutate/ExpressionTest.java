package vit2rtl.bench.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What small faults make of expressions. */
@Execution(ExecutionMode.CONCURRENT)
class ExpressionTest {
  private static TreeSet<String> variants(String text) {
    TreeSet<String> variants = new TreeSet<>();
    new Expression(text).variants(Map.of("word", 8, "a", 4)::get, name -> name.equals("a") ? "b" : null, new Random(1))
        .forEach(variant -> variants.add(variant.kind() + ": " + variant.text()));
    return variants;
  }

  @Test
  void operatorsConstantsChoicesPlacesAndSignals() {
    assertEquals(new TreeSet<>(List.of("another signal: b + c", "operator: a - c")), variants("a + c"));
    assertEquals(new TreeSet<>(List.of("operator dropped: x && y", "operator: !x || y")), variants("!x && y"));
    assertEquals(new TreeSet<>(List.of("choice inverted: x == 0 ? y : z")), variants("x ? y : z"));
    assertEquals(new TreeSet<>(List.of("constant: 1'b1")), variants("1'b0"));
    assertEquals(new TreeSet<>(List.of("another place: word[6:3]", "another place: word[4:1]")), variants("word[5:2]"));
    assertEquals(new TreeSet<>(List.of("another place: word[6]")), variants("word[7]"));
    assertEquals(new TreeSet<>(List.of("operator: x < y", "operator: x >= y")), variants("x <= y"));
  }

  /** Neighbours wrap around, and so no constant leaves its width. */
  @Test
  void constantsKeepTheirWidth() {
    TreeSet<String> variants = variants("2'd3");
    assertTrue(variants.containsAll(List.of("constant: 2'd0", "constant: 2'd2")), variants::toString);
    assertTrue(variants.stream().allMatch(variant -> variant.matches("constant: 2'd[012]")), variants::toString);
    TreeSet<String> signed = variants("4'sd0");
    assertTrue(signed.containsAll(List.of("constant: 4'sd1", "constant: 4'sd15")), signed::toString);
  }
}
