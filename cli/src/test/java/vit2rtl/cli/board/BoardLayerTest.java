package vit2rtl.cli.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensorsWriter;

/** A layer's file decides what the board's folder only proposes, and what a user set against it is refused. */
class BoardLayerTest {
  @TempDir
  private Path folder;
  private Path scores;
  private Path codes;

  @BeforeEach
  void write() {
    scores = folder.resolve("scores.safetensors");
    new SafeTensorsWriter().u8("q_in", new int[128], 2, 64).f64("scale_in", new double[] {0.1}, 1).write(scores);
    codes = folder.resolve("codes.safetensors");
    double[] ones = new double[24];
    Arrays.fill(ones, 1);
    new SafeTensorsWriter().u8("q_in", new int[24], 1, 24).f64("scale_in", new double[] {0.02}, 1)
        .i32("zp_in", new int[] {128}, 1).u8("alpha", new int[24], 24).f64("gamma", ones, 24)
        .f64("beta", new double[24], 24).f64("scale_out", new double[] {0.03}, 1).i32("zp_out", new int[] {128}, 1)
        .write(codes);
  }

  private static BoardArguments.Chosen chosen(String... arguments) {
    return CommandLine.populateCommand(new BoardArguments(), arguments).chosen().get(0);
  }

  @Test
  void theFileDecidesTheLengthOfRows() {
    assertEquals(256, chosen("ice40-hx8k-breakout").unit().rowLength());
    assertEquals(64, chosen("ice40-hx8k-breakout", "--layer", "softmax=" + scores).unit().rowLength());
    assertEquals(24, chosen("ice40-hx8k-breakout", "--unit", "layernorm", "--layer", "layernorm=" + codes).unit()
        .rowLength());
  }

  @Test
  void whatTheUserSetAgainstItIsRefused() {
    String message = assertThrows(InputException.class, () -> chosen("ice40-hx8k-breakout", "--layer",
        "softmax=" + scores, "--set", "softmax.length=256")).getMessage();
    assertTrue(message.startsWith("softmax: length=256 is set, but "), message);
  }
}
