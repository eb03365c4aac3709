package vit2rtl.cli.board;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import vit2rtl.bench.accelerator.NetworkStreams;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Progress;
import vit2rtl.fpga.board.BoardDescription;
import vit2rtl.fpga.board.BoardHost;
import vit2rtl.fpga.board.BoardHost.Classified;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Ranking;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.vit.VitShape;

/** Images through a network on a board, beside the golden model. */
final class BoardNetwork {
  private final QuantizedVit model;
  private final OptionalInt megahertz;

  /**
   * @param model     what the board was built for
   * @param megahertz its core's clock, where it is known
   */
  BoardNetwork(QuantizedVit model, OptionalInt megahertz) {
    this.model = model;
    this.megahertz = megahertz;
  }

  /** Classifies images, prints what was found and whether every logit is equal, and gives the exit code. */
  int classify(BoardHost host, Images images) {
    BoardDescription.Unit network = host.describe().unit(NetworkUnit.NAME);
    VitShape shape = model.shape();
    List<Image> all = IntStream.range(0, images.size()).mapToObj(images::image).toList();
    int[] pixels = NetworkStreams.pixels(shape, all);
    if (network.rowLength() * all.size() != pixels.length || network.results() != shape.classes()) {
      throw new InputException("the board's network takes images of " + network.rowLength() + " bytes and gives "
          + network.results() + " logits; the model's images have " + pixels.length / all.size() + " bytes and "
          + shape.classes() + " classes; name the board's model with --model");
    }
    List<Classified> found;
    try (ProgressBar bar = Progress.bar("board", all.size())) {
      found = host.classify(network, pixels, bar::stepTo);
    }
    IntegerVit golden = new IntegerVit(model);
    int mismatches = 0;
    long cycles = 0;
    System.out.printf("  %-32s %6s %6s %12s%n", "image", "label", "found", "cycles");
    for (int i = 0; i < all.size(); i++) {
      int[] logits = found.get(i).logits();
      int[] expected = golden.logits(all.get(i));
      mismatches += (int) IntStream.range(0, logits.length).filter(c -> logits[c] != expected[c]).count();
      cycles += found.get(i).cycles();
      String label = images.label(i) == Images.UNKNOWN ? "" : String.valueOf(images.label(i));
      System.out.printf("  %-32s %6s %6d %12d%s%n", images.name(i), label, Ranking.best(logits, 1)[0],
          found.get(i).cycles(), Arrays.equals(logits, expected) ? "" : "  differs from the golden model");
    }
    return report(network, host, all.size(), mismatches, cycles);
  }

  private int report(BoardDescription.Unit network, BoardHost host, int images, int mismatches, long cycles) {
    double each = (double) cycles / images;
    System.out.printf(Locale.ROOT, "network on the board (fingerprint %08x): %d images, %d logits, %d mismatches, %d"
        + " requests repeated; %.1f cycles per image%s%n", network.fingerprint(), images, images * network.results(),
        mismatches, host.repeats(), each, megahertz.isEmpty() ? ""
            : String.format(Locale.ROOT, ", %.1f images/s at %d MHz", megahertz.getAsInt() * 1e6 / each,
                megahertz.getAsInt()));
    if (mismatches > 0) {
      System.out.println("was the bitstream built for this model? board build … --model M");
    }
    return mismatches == 0 ? 0 : ExitCode.COMPARISON_FAILED;
  }
}
