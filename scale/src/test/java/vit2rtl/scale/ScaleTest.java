package vit2rtl.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.cli.Main;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;

/** Commands on Spark say what they say on threads: in this JVM, and on a cluster that loses a worker on the way. */
class ScaleTest {
  private static final String IMAGES = "80";

  @TempDir
  static Path folder;
  private static List<String> eval;
  private static List<String> verify;
  private static String evaluated;
  private static String verified;

  @BeforeAll
  static void onThreads() {
    String model = folder.resolve("m.safetensors").toString();
    ModelFile.write(Quantizer.quantize(EmbeddedModel.checkpoint(), EmbeddedModel.calibrationImages().first(8),
        QuantizeOptions.of(Recipe.WIDE), done -> { }), Path.of(model));
    eval = List.of("eval", "--model", model, "--limit", IMAGES, "--digest");
    verify = List.of("verify", "layernorm", "--model", model, "--set", "tables=loadable", "--seeds", "2",
        "--rows", "4");
    evaluated = run(eval);
    verified = run(verify);
    assertTrue(evaluated.contains("digest: "), evaluated);
    assertTrue(verified.contains(" 0 mismatches"), verified);
  }

  /**
   * What a command prints, without rates and the path that threads took; commands run one at a time here, so the JVM's
   * own stream serves.
   */
  private static String run(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    AtomicInteger exit = new AtomicInteger();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      exit.set(Main.commandLine().execute(all.toArray(String[]::new)));
    } finally {
      System.setOut(before);
    }
    assertEquals(0, exit.get(), all::toString);
    return bytes.toString(StandardCharsets.UTF_8).replaceAll(", \\d+\\.\\d images/s(, path [^\\n]*)?", "");
  }

  @Test
  void inThisJvm() {
    assertEquals(evaluated, run(eval, "--master", "local[2]"));
    assertEquals(verified, run(verify, "--master", "local[2]", "--shards", "3"));
    List<String> mutate = List.of("mutate", "ptf", "--set", "channels=3", "--mutants", "6", "--seeds", "1", "--more-rows",
        "100");
    assertEquals(run(mutate), run(mutate, "--master", "local[2]", "--shards", "3"));
  }

  @Test
  void onAClusterThatLosesAWorker() throws Exception {
    try (Cluster cluster = Cluster.start(folder.resolve("cluster"), 2)) {
      Path kept = folder.resolve("kept");
      List<Long> left = new ArrayList<>();
      Thread killer = new Thread(() -> {
        try {
          while (finished(kept) < 10) {
            Thread.sleep(20);
          }
          cluster.killWorker();
          left.add(40 - finished(kept));
        } catch (IOException | InterruptedException e) {
          left.add(-1L);
        }
      }, "killer");
      killer.setDaemon(true);
      killer.start();
      assertEquals(evaluated, run(eval, "--master", cluster.master(), "--shards", "40", "--resume", kept.toString()));
      killer.join();
      assertTrue(left.get(0) > 0, "the worker was lost half-way, with shards left: " + left);
      assertEquals(40, finished(kept));
      assertEquals(verified, run(verify, "--master", cluster.master()));
    }
  }

  private static long finished(Path kept) throws IOException {
    if (!Files.isDirectory(kept)) {
      return 0;
    }
    try (var files = Files.list(kept)) {
      return files.filter(file -> file.toString().endsWith(".vshard")).count();
    }
  }

  @Test
  void whatItCannotDoIsRefused() {
    assertEquals(2, Main.commandLine().execute("eval", "--model", folder.resolve("m.safetensors").toString(), "--master",
        "yarn"));
    assertEquals(2, Main.commandLine().execute("eval", "--model", folder.resolve("m.safetensors").toString(), "--master",
        "local[many]"));
  }
}
