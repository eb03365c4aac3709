package vit2rtl.cli.demo;

import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import vit2rtl.cli.figures.NetworkPictures;
import vit2rtl.cli.output.Evaluations;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.FloatClassifier;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.swin.SwinStage;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;

/**
 * What the demo shows of the models in Java, beside the hardware.
 *
 * @param network  the float network
 * @param integers the golden model
 * @param seen     images that calibrated
 * @param images   images to classify
 */
record DemoModels(Checkpoint network, IntegerNetwork integers, Images seen, Images images) {
  private static final int PICTURE_IMAGES = 64;

  String heading(Recipe recipe) {
    return network.file() + ": " + sizes() + "; recipe " + recipe.name().toLowerCase(Locale.ROOT) + ", " + images.size()
        + " images";
  }

  private String sizes() {
    if (network instanceof SwinCheckpoint swin) {
      SwinStage first = swin.shape().stages().get(0);
      return "a Swin of " + swin.shape().stages().size() + " stages, " + first.side() + "x" + first.side() + " tokens of "
          + first.width() + " in windows of " + first.window() + "x" + first.window();
    }
    VitShape shape = ((VitCheckpoint) network).shape();
    return shape.depth() + " blocks, " + shape.heads() + " heads, " + shape.tokens() + " tokens of " + shape.width();
  }

  /** Both networks on all images, in one line. */
  String accuracy() {
    Evaluation floats = Evaluations.run("float network", images, new FloatClassifier(network.network()));
    Evaluation ofIntegers = Evaluations.run("integer network", images, integers);
    String agreement = String.format(Locale.ROOT,
        "the integer network agrees with the float network on %.1f %% of them", ofIntegers.agreement(floats));
    return floats.top1().isEmpty() ? agreement : String.format(Locale.ROOT, "top-1 %.1f %% float, %.1f %% integer; %s",
        floats.top1().getAsDouble(), ofIntegers.top1().getAsDouble(), agreement);
  }

  List<DemoReport.Picture> pictures() {
    Images some = seen.first(PICTURE_IMAGES);
    try (ProgressBar bar = Progress.bar("pictures", some.size())) {
      return DemoPictures.of(NetworkPictures.watch(network, some, bar::stepTo), images, integers);
    }
  }
}
