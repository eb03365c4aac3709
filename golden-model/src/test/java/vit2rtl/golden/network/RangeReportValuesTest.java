package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.recipe.Quantizer;

/** What a report counts, on values that were chosen. */
class RangeReportValuesTest {
  @TempDir
  private Path folder;

  private static QuantizedVit quantised(IntegerVitTest.Case c) {
    Images images = SyntheticVit.images(22, 2, c.sizes().channels(), c.sizes().image());
    return Quantizer.quantize(new SyntheticVit(21, c.sizes()).checkpoint(), images, c.options(), done -> { });
  }

  private static TensorRange of(RangeReport report, String name) {
    return report.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  /** One head, whose logits are cut off; two heads, whose sum is not. */
  @Test
  void elementsOnTheEndsOfARangeThatCutsOffAreCounted() {
    IntegerVit bare = new IntegerVit(quantised(IntegerVitTest.cases().get(2)));
    RangeReport.Seen seen = new RangeReport.Seen(bare);
    for (String name : List.of("embed", "logits", "logits.acc")) {
      TensorRange nothing = of(seen.report(0), name);
      assertEquals(new IntRange(0, 0), nothing.observed(), name);
      int min = (int) nothing.given().min();
      int max = (int) nothing.given().max();
      seen.accept(name, new int[] {max, min, max - 1}, 1, 3);
      seen.accept(name, new int[] {min + 1, max, max}, 1, 3);
      TensorRange counted = of(seen.report(2), name);
      assertEquals(6, counted.elements(), name);
      assertEquals(name.endsWith(".acc") ? 0 : 4, counted.saturated(), name);
      assertEquals(nothing.given(), counted.observed(), name);
    }
    RangeReport.Seen distilled = new RangeReport.Seen(new IntegerVit(quantised(IntegerVitTest.cases().get(1))));
    int end = (int) of(distilled.report(0), "logits").given().max();
    distilled.accept("logits", new int[] {end, end}, 1, 2);
    assertEquals(0, of(distilled.report(1), "logits").saturated());
  }

  @Test
  void progressIsToldOfEveryImage() {
    Images images = SyntheticVit.images(23, 3, 3, 8);
    Set<Integer> told = ConcurrentHashMap.newKeySet();
    RangeReport.of(new IntegerVit(quantised(IntegerVitTest.cases().get(2))), images, told::add);
    assertEquals(Set.of(1, 2, 3), told);
  }

  @Test
  void accumulatorsAloneGiveTheirBitsAndTheFileHasEveryNumber() throws Exception {
    TensorRange sums = new TensorRange("a.acc", new IntRange(-300, 40), new IntRange(-32768, 32767), new IntRange(-5, 3), 6, 0);
    TensorRange codes = new TensorRange("a", new IntRange(0, 70000), new IntRange(0, 1 << 20), new IntRange(0, 9), 7, 2);
    RangeReport report = new RangeReport(4, List.of(sums, codes));
    assertEquals(10, report.accumulatorBits());
    Path file = folder.resolve("ranges.json");
    report.write(file);
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    assertEquals(4, root.path("images").intValue());
    assertEquals("{\"name\":\"a.acc\",\"proven\":[-300,40],\"observed\":[-5,3],\"bitsProven\":10,\"bitsObserved\":4,"
        + "\"bitsGiven\":16,\"elements\":6,\"saturated\":0}", root.path("tensors").get(0).toString());
    assertEquals("{\"name\":\"a\",\"proven\":[0,70000],\"observed\":[0,9],\"bitsProven\":17,\"bitsObserved\":4,"
        + "\"bitsGiven\":21,\"elements\":7,\"saturated\":2}", root.path("tensors").get(1).toString());
    assertEquals(2, root.path("tensors").size());
  }
}
