package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;

/** Long commands in processes of their own, each ended by a signal when it has something to say. */
@Tag("sweep")
class StoppedSweepTest {
  private static final int BY_SIGTERM = 143;
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

  @TempDir
  Path folder;

  /** A command that runs, and what it has said. */
  private record Running(Process process, Path out, Path err) {
    String said() {
      return read(err);
    }

    String printed() {
      return read(out);
    }

    private static String read(Path file) {
      try {
        return Files.readString(file, StandardCharsets.UTF_8);
      } catch (IOException e) {
        return "";
      }
    }

    void await(BooleanSupplier ready) throws InterruptedException {
      long end = System.nanoTime() + PATIENCE;
      while (!ready.getAsBoolean()) {
        assertTrue(process.isAlive() && System.nanoTime() < end, () -> printed() + said());
        Thread.sleep(50);
      }
    }

    void stop() throws InterruptedException {
      process.destroy();
      assertTrue(process.waitFor(1, TimeUnit.MINUTES));
      assertEquals(BY_SIGTERM, process.exitValue(), () -> printed() + said());
    }
  }

  private Running start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xss64m", "-Dvit2rtl.root=" + System.getProperty("vit2rtl.root", ".."), "-cp",
        System.getProperty("java.class.path"), "vit2rtl.cli.Main"));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    return new Running(new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out,
        err);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("r.json").toFile());
  }

  private String file() {
    return folder.resolve("r.json").toString();
  }

  @Test
  void evalHasTheImagesThatAreDone() throws Exception {
    Path model = folder.resolve("m.safetensors");
    ModelFile.write(Quantizer.quantize(EmbeddedModel.checkpoint(), EmbeddedModel.calibrationImages().first(4),
        QuantizeOptions.of(Recipe.WIDE), done -> { }), model);
    Running run = start("eval", "--checkpoint", "embedded", "--model", model.toString(), "--path", "plain", "--digest",
        "--json", file(), "--predictions", folder.resolve("p.csv").toString());
    run.await(() -> run.said().contains("integer model"));
    Thread.sleep(1000);
    run.stop();
    assertTrue(run.said().contains("vit2rtl: stopped"), run.said());
    assertTrue(run.printed().contains("(integers): top-1 "), run.printed());
    int images = json().path("images").asInt();
    assertTrue(images > 0, run.said());
    assertEquals(images + 1, Files.readAllLines(folder.resolve("p.csv")).size());
  }

  @Test
  void compareHasItsRows() throws Exception {
    Running run = start("compare", "--checkpoint", "embedded", "--calibration-limit", "4", "--json", file());
    run.await(() -> Files.exists(folder.resolve("r.json")));
    run.stop();
    assertTrue(run.said().matches("(?s).*vit2rtl: stopped after \\d+ of \\d+ rows; .*r\\.json has them.*"), run.said());
    assertTrue(json().path("stopped").asBoolean());
    assertFalse(json().path("methods").isEmpty());
  }

  @Test
  void verifyHasItsSeeds() throws Exception {
    Running run = start("verify", "ptf", "--set", "channels=3", "--seeds", "1000000", "--rows", "4");
    // The bar of a run that no terminal shows is a line now and then.
    run.await(() -> run.said().matches("(?s).*verify ptf \\d+% [1-9]\\d*/1000000.*"));
    run.stop();
    assertTrue(run.printed().matches("(?s).*ptf: \\d+ elements, 0 mismatches, \\d+ cycles in \\d+ of 1000000 seeds.*"),
        run.printed() + run.said());
  }

  @Test
  void proveHasItsProofs() throws Exception {
    Running run = start("prove", "layernorm", "--set", "channels=4", "--json", file());
    run.await(() -> run.printed().contains("proven"));
    run.stop();
    assertTrue(run.said().matches("(?s).*vit2rtl: stopped after [1-9]\\d* propert(y|ies), before all were asked for; .*r\\.json"
        + " has them.*"), run.said());
    assertFalse(json().isEmpty());
  }

  /** Whether a folder's file has some verdicts below its head. */
  private static boolean keeps(Path kept) {
    try (Stream<Path> files = Files.exists(kept) ? Files.list(kept) : Stream.empty()) {
      return files.anyMatch(file -> Running.read(file).lines().count() > 4);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void mutateHasItsVerdicts() throws Exception {
    Running run = start("mutate", "ptf", "--set", "channels=3", "--mutants", "40", "--json", file(), "--resume",
        folder.resolve("kept").toString());
    run.await(() -> keeps(folder.resolve("kept")));
    run.stop();
    assertTrue(run.said().matches("(?s).*vit2rtl: stopped after [1-9]\\d* of 40 mutants; .*kept has the verdicts, .*"),
        run.said());
    assertTrue(json().path("killed").asInt() > 0, run.printed());
  }
}
