package vit2rtl.golden.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.vit.FloatVit;

class EvaluationTest {
  @TempDir
  Path folder;

  /** Image i is one pixel of value i, labelled i mod 8; the last of them is not labelled. */
  private record Numbers(int size) implements Images {
    @Override
    public Image image(int index) {
      return new Image(1, 1, 1, new byte[] {(byte) index});
    }

    @Override
    public int label(int index) {
      return index == size - 1 ? UNKNOWN : index % 8;
    }

    @Override
    public String name(int index) {
      return index == 0 ? "with,comma and \"quotes\"" : "n" + index;
    }
  }

  /** Names the classes shift, shift + 1, … after the pixel. */
  private record Shifted(int shift) implements Classifier {
    @Override
    public int classes() {
      return 8;
    }

    @Override
    public int[] best(Image image, int count) {
      int[] best = new int[count];
      for (int i = 0; i < count; i++) {
        best[i] = (image.at(0, 0, 0) + shift + i) % 8;
      }
      return best;
    }
  }

  @Test
  void countsFirstAndFirstFiveAmongTheLabelled() {
    AtomicInteger steps = new AtomicInteger();
    Evaluation right = Evaluation.run(new Numbers(33), new Shifted(0), done -> steps.incrementAndGet());
    assertEquals(33, steps.get());
    assertEquals(33, right.images());
    assertEquals(32, right.labelled());
    assertEquals(OptionalDouble.of(100), right.top1());
    Evaluation nearly = Evaluation.run(new Numbers(33), new Shifted(4), done -> { });
    assertEquals(OptionalDouble.of(0), nearly.top1());
    assertEquals(OptionalDouble.of(100), nearly.top5());
    assertEquals(OptionalDouble.of(0), Evaluation.run(new Numbers(33), new Shifted(3), done -> { }).top5());
    assertEquals(100, right.agreement(right));
    assertEquals(0, right.agreement(nearly));
    assertEquals(OptionalDouble.empty(), Evaluation.run(new Numbers(1), new Shifted(0), done -> { }).top1());
    assertTrue(right.imagesPerSecond() > 0);
  }

  /** Image 2 is not done when somebody asks; those before and behind it are. */
  @Test
  void whatIsThereSoFarIsInTheImagesOrder() {
    AtomicReference<EvaluationRun> run = new AtomicReference<>();
    AtomicReference<Evaluation> seen = new AtomicReference<>();
    Set<Integer> others = ConcurrentHashMap.newKeySet();
    run.set(new EvaluationRun(new Numbers(5), new Classifier() {
      @Override
      public int classes() {
        return 8;
      }

      @Override
      public int[] best(Image image, int count) {
        int pixel = image.at(0, 0, 0);
        if (pixel == 2) {
          while (others.size() < 4) {
            Thread.onSpinWait();
          }
          seen.set(run.get().soFar());
        }
        return new Shifted(0).best(image, count);
      }
    }));
    // With one thread image 2 would wait for ever for those behind it.
    ForkJoinPool threads = new ForkJoinPool(5);
    try {
      Evaluation all = threads.submit(() -> run.get().run(done -> others.add(done))).join();
      assertEquals(5, all.images());
      assertEquals(all.predictions().stream().filter(p -> !p.name().equals("n2")).toList(), seen.get().predictions());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void filesHoldPredictionsAndFigures() throws IOException {
    Evaluation evaluation = Evaluation.run(new Numbers(3), new Shifted(1), done -> { });
    EvaluationFiles.writePredictions(folder.resolve("p.csv"), evaluation);
    assertEquals(List.of("file,label,top1,top2,top3,top4,top5", "\"with,comma and \"\"quotes\"\"\",0,1,2,3,4,5",
        "n1,1,2,3,4,5,6", "n2,,3,4,5,6,7"), Files.readAllLines(folder.resolve("p.csv")));
    EvaluationFiles.write(folder.resolve("r.json"), EvaluationFiles.json(evaluation));
    JsonNode json = new ObjectMapper().readTree(folder.resolve("r.json").toFile());
    assertEquals(0, json.get("top1").asDouble());
    assertEquals(3, json.get("images").asInt());
    assertEquals(2, json.get("labelled").asInt());
    assertTrue(json.get("imagesPerSecond").asDouble() > 0);
    Evaluation unlabelled = Evaluation.run(new Numbers(1), new Shifted(0), done -> { });
    assertTrue(EvaluationFiles.json(unlabelled).get("top1").isNull());
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws Exception {
    Images images = EmbeddedModel.testImages().first(24);
    Classifier classifier = new FloatClassifier(new FloatVit(EmbeddedModel.checkpoint()));
    ForkJoinPool one = new ForkJoinPool(1);
    ForkJoinPool many = new ForkJoinPool(7);
    try {
      List<Prediction> alone = one.submit(() -> Evaluation.run(images, classifier, done -> { })).get().predictions();
      List<Prediction> together = many.submit(() -> Evaluation.run(images, classifier, done -> { })).get().predictions();
      assertEquals(alone, together);
    } finally {
      one.shutdown();
      many.shutdown();
    }
  }
}
