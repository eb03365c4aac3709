package vit2rtl.bench.unit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.Verification;
import vit2rtl.sim.SimOptions;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** Many random shapes of every unit, ten million elements each, under random stalls; the totals are printed. */
@Tag("sweep")
class UnitSweepTest {
  private static final long ELEMENTS = 10_000_000;
  private static final int SHAPES = 40;

  @ParameterizedTest
  @CsvSource({"layernorm, 1536", "softmax, 1025", "ptf, 1536", "requantize, 3072", "gelu, 3072"})
  void equalsItsGoldenModelInManyShapes(String name, int longest) {
    UnitKind kind = UnitKinds.named(name);
    Random random = new Random(name.hashCode());
    long elements = 0;
    long mismatches = 0;
    long cycles = 0;
    for (int shape = 0; shape < SHAPES; shape++) {
      // Lengths spread evenly over their logarithm, the longest included.
      int length = shape == 0 ? longest : (int) Math.ceil(Math.pow(longest, random.nextDouble()));
      int lanes = shape == 0 ? 32 : 1 + random.nextInt(shape % 2 == 0 ? 4 : 32);
      Map<String, String> set = settings(name, length, lanes, random);
      UnitBench bench = new UnitBench(kind.config(Settings.of(kind, set)));
      // Four stall patterns per seed.
      int rows = (int) Math.max(8, ELEMENTS / SHAPES / 2 / 4 / length + 1);
      Verification.Outcome outcome = new Verification(bench, SimOptions.defaults())
          .run(1 + 2 * shape, 2, r -> Stimulus.rows(bench, rows, r), done -> {});
      assertTrue(outcome.passed(), name + " " + set + ": " + outcome);
      elements += outcome.total().elements();
      mismatches += outcome.total().mismatches();
      cycles += outcome.total().cycles();
    }
    System.out.println(name + ": " + SHAPES + " shapes, " + elements + " elements, " + mismatches + " mismatches, "
        + cycles + " cycles");
    assertTrue(elements >= ELEMENTS, elements + " elements");
  }

  private static Map<String, String> settings(String name, int length, int lanes, Random random) {
    Map<String, String> set = new LinkedHashMap<>();
    set.put(name.equals("softmax") ? "length" : "channels", String.valueOf(length));
    set.put("lanes", String.valueOf(lanes));
    set.put("bits", String.valueOf(random.nextInt(4, 9)));
    set.put("tables", pick(random, "baked", "baked", "loadable"));
    switch (name) {
      case "layernorm" -> {
        set.put("alpha", String.valueOf(random.nextInt(8)));
        set.put("out-bits", String.valueOf(random.nextInt(4, 9)));
        set.put("sign", pick(random, "unsigned", "signed"));
        set.put("epsilon", pick(random, "0", "1e-6", "0.01"));
        set.put("multipliers", pick(random, "dsp", "logic", "mixed", "serial"));
        set.put("seed", String.valueOf(random.nextInt(1000)));
      }
      case "softmax" -> {
        set.put("score-bits", String.valueOf(random.nextInt(4, 9)));
        set.put("scale", String.valueOf(Math.exp(-6 * random.nextDouble())));
        set.put("n", String.valueOf(random.nextInt(1, 31)));
        set.put("base", pick(random, "two", "sqrt-two"));
        set.put("zero", pick(random, "extra-bit", "top-code", "clip"));
        set.put("exp", set.get("tables").equals("baked") ? pick(random, "table", "polynomial") : "table");
      }
      case "requantize" -> {
        set.put("bits", String.valueOf(random.nextInt(2, 25)));
        set.put("accumulator-bits", String.valueOf(random.nextInt(8, 32)));
        set.put("sign", pick(random, "unsigned", "signed"));
        set.put("constants", pick(random, "channel", "channel", "row"));
        set.put("seed", String.valueOf(random.nextInt(1000)));
      }
      case "gelu" -> {
        set.put("bits", String.valueOf(random.nextInt(2, 19)));
        set.put("input-bits", String.valueOf(random.nextInt(2, 13)));
        set.put("shift", String.valueOf(random.nextInt(16)));
        set.put("sign", pick(random, "unsigned", "signed"));
        set.put("seed", String.valueOf(random.nextInt(1000)));
      }
      default -> {
        int alpha = random.nextInt(8);
        set.put("alpha", String.valueOf(alpha));
        set.put("shift", String.valueOf(random.nextInt(17)));
        set.put("residual-bits", String.valueOf(random.nextInt(8, 25)));
        set.put("sign", pick(random, "unsigned", "signed"));
        set.put("seed", String.valueOf(random.nextInt(1000)));
      }
    }
    return set;
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}
