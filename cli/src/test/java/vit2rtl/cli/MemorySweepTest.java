package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ViT-Base, 86 million weights, is quantised and evaluated with 1500 MiB of heap and less than 2 GiB in all. */
@Tag("sweep")
class MemorySweepTest {
  private static final long LIMIT_KIB = 2L << 20;

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"wide", "fqvit"})
  void vitBaseTakesLessThanTwoGibibytes(String recipe) throws Exception {
    Path checkpoint = new RandomVit(224, 16, 3, 768, 12, 12, 3072, 1000, 1, true).write(folder.resolve("f.safetensors"));
    Path images = images(4);
    Path model = folder.resolve("m.safetensors");
    check(recipe, "quantize", "--recipe", recipe, "--checkpoint", checkpoint.toString(), "--calibration",
        images.toString(), "--out", model.toString());
    check(recipe, "eval", "--model", model.toString(), "--data", images.toString());
  }

  private Path images(int count) throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
      for (int p = 0; p < 224 * 224; p++) {
        image.setRGB(p % 224, p / 224, random.nextInt(1 << 24));
      }
      ImageIO.write(image, "png", images.resolve("i" + i + ".png").toFile());
    }
    return images;
  }

  /** Runs a command in a process of its own and looks at its greatest resident memory, as Linux counts it. */
  private void check(String recipe, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "-Xmx1500m", "-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector", "-cp",
        System.getProperty("java.class.path"), "vit2rtl.cli.Main"));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    long greatest = 0;
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      greatest = Math.max(greatest, peakKib(process.pid()));
    }
    assertEquals(0, process.exitValue(), Files.readString(out));
    System.out.printf("%s, %s: %d MiB%n", recipe, arguments[0], greatest >> 10);
    assertTrue(greatest < LIMIT_KIB, arguments[0] + " took " + greatest + " KiB");
  }

  private static long peakKib(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst().orElse(0);
    } catch (IOException e) {
      // It has just ended.
      return 0;
    }
  }
}
