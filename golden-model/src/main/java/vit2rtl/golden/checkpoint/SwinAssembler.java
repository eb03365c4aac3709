package vit2rtl.golden.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;
import vit2rtl.golden.checkpoint.facts.Fact;
import vit2rtl.golden.io.RawTensor;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;
import vit2rtl.golden.swin.Windows;
import vit2rtl.golden.vit.QkvBias;

/**
 * Brings a Swin's tensors under common names into the common form: sizes read off, queries, keys and values fused, merging
 * moved before the stage it leads to, buffers checked and dropped.
 */
final class SwinAssembler {
  private static final Pattern BLOCK = Pattern.compile("layers\\.(\\d+)\\.blocks\\.(\\d+)\\..*");
  private static final String TABLE = "attn.relative_position_bias_table";
  private static final String INDEX = "attn.relative_position_index";
  private static final String MASK = "attn_mask";
  private static final int OUTSIDE = -100;

  private final CommonTensors tensors;
  private final Settings settings;
  private final Map<String, Supplier<float[]>> common = new LinkedHashMap<>();

  /** A model in the common form; names as {@link vit2rtl.golden.swin.SwinTensors}. */
  record Assembled(SwinShape shape, Map<String, Supplier<float[]>> tensors) {}

  SwinAssembler(CommonTensors tensors, Settings settings) {
    this.tensors = tensors;
    this.settings = settings;
  }

  Assembled assemble() {
    PatchEmbedding patches = PatchEmbedding.of(tensors);
    String first = SwinShape.blockName(0, 0);
    QkvBias qkvBias = new BlockForm(tensors, patches.width()).qkvBias(first);
    List<Integer> depths = depths();
    SwinShape shape = new SwinShape(patches.patch(), patches.channels(), classes(), settings.activation(false), qkvBias,
        stages(patches, depths));
    settings.requireSame(Fact.WIDTH, patches.width());
    settings.requireSame(Fact.CLASS_COUNT, shape.classes());
    patches.put(tensors, false, common);
    norm("patch_embed.norm", "patch_embed.norm", patches.width());
    for (int s = 0; s < depths.size(); s++) {
      stage(shape, s);
    }
    norm("norm", "norm", shape.last().width());
    common.put("head.weight", tensors.take("head.weight", shape.classes(), shape.last().width()));
    common.put("head.bias", tensors.take("head.bias", shape.classes()));
    tensors.requireAllTaken("a Swin of blocks " + depths);
    return new Assembled(shape, common);
  }

  private int classes() {
    if (!tensors.has("head.weight")) {
      throw HeadForm.headless(tensors);
    }
    return tensors.ranked("head.weight", 2).shape().get(0);
  }

  /** Blocks of each stage. */
  private List<Integer> depths() {
    List<Integer> depths = new ArrayList<>();
    for (String name : tensors.names()) {
      Matcher block = BLOCK.matcher(name);
      if (block.matches()) {
        int stage = Integer.parseInt(block.group(1));
        while (depths.size() <= stage) {
          depths.add(0);
        }
        depths.set(stage, Math.max(depths.get(stage), Integer.parseInt(block.group(2)) + 1));
      }
    }
    return depths;
  }

  private List<SwinStage> stages(PatchEmbedding patches, List<Integer> depths) {
    int[] windows = new int[depths.size()];
    int[] heads = new int[depths.size()];
    for (int s = 0; s < windows.length; s++) {
      RawTensor table = tensors.ranked(SwinShape.blockName(s, 0) + TABLE, 2);
      int side = (int) Math.round(Math.sqrt(table.shape().get(0)));
      if (side * side != table.shape().get(0) || side % 2 == 0) {
        throw new InputException("tensor '" + table.name() + "' of " + tensors.file() + " has " + table.shape().get(0)
            + " rows; needed: the square of an odd number, 2M - 1 for windows of M");
      }
      windows[s] = (side + 1) / 2;
      heads[s] = table.shape().get(1);
    }
    int image = imageSize(patches.patch(), windows);
    if (image < patches.patch() || image % patches.patch() != 0) {
      throw new InputException(tensors.file() + ": images of " + image + "x" + image + " pixels in patches of "
          + patches.patch() + "; allowed: a multiple of the patch size");
    }
    List<SwinStage> stages = new ArrayList<>();
    for (int s = 0; s < windows.length; s++) {
      int side = image / patches.patch() >> s;
      if (side == 0 || side % windows[s] != 0) {
        throw new InputException(tensors.file() + ": stage " + s + " has " + side + "x" + side + " tokens for images of "
            + image + "x" + image + " in windows of " + windows[s] + "x" + windows[s] + ", which would have to be padded;"
            + " allowed: a side that is a multiple of the window's; state another size by --image-size");
      }
      BlockForm form = new BlockForm(tensors, patches.width() << s);
      stages.add(new SwinStage(side, patches.width() << s, depths.get(s), heads[s], form.mlp(SwinShape.blockName(s, 0)),
          windows[s]));
    }
    return stages;
  }

  /** Rows of an image: stated, or shown by a saved mask, or assumed to be those whose last stage is one window. */
  private int imageSize(int patch, int[] windows) {
    if (settings.imageSize().isPresent()) {
      settings.find("image size", settings.imageSize().getAsInt(), "--image-size");
      return settings.imageSize().getAsInt();
    }
    Optional<Integer> stated = settings.statedImageSize();
    if (stated.isPresent()) {
      return stated.get();
    }
    for (int s = 0; s < windows.length; s++) {
      String mask = SwinShape.blockName(s, 1) + MASK;
      if (tensors.has(mask)) {
        int side = windows[s] * (int) Math.round(Math.sqrt(tensors.ranked(mask, 3).shape().get(0)));
        settings.find("image size", patch * side << s, "by " + tensors.raw(mask).name());
        return patch * side << s;
      }
    }
    return settings.assumeImageSize(patch * windows[windows.length - 1] << windows.length - 1);
  }

  private void stage(SwinShape shape, int index) {
    SwinStage stage = shape.stages().get(index);
    BlockForm form = new BlockForm(tensors, stage.width());
    if (index > 0) {
      // Where the first stage has one, merging stands behind the stage.
      String from = SwinShape.stageName(tensors.has("layers.0.downsample.norm.weight") ? index - 1 : index) + "downsample.";
      String to = SwinShape.stageName(index) + "downsample.";
      norm(from + "norm", to + "norm", 2 * stage.width());
      common.put(to + "reduction.weight", tensors.take(from + "reduction.weight", stage.width(), 2 * stage.width()));
    }
    for (int b = 0; b < stage.depth(); b++) {
      String name = SwinShape.blockName(index, b);
      form.put(name, shape.asVit(index), common);
      common.put(name + TABLE, tensors.take(name + TABLE, stage.biases(), stage.heads()));
      buffers(name, stage.windows(b));
    }
  }

  /** What timm and Microsoft save with the weights follows from the sizes. */
  private void buffers(String name, Windows windows) {
    String needed = "windows of " + windows.window() + "x" + windows.window() + " over " + windows.side() + "x"
        + windows.side() + " tokens";
    if (tensors.has(name + INDEX)) {
      tensors.verify(name + INDEX, windows.relativePositions(), needed);
    }
    if (tensors.has(name + MASK)) {
      tensors.verify(name + MASK, mask(windows), needed);
    }
  }

  /** What the softwares add to scores: −100 where a query does not see a key. */
  private static int[] mask(Windows windows) {
    int n = windows.tokens();
    int[] zones = windows.zones();
    int[] mask = new int[windows.count() * n * n];
    for (int i = 0; i < mask.length; i++) {
      int window = i / (n * n) * n;
      mask[i] = zones[window + i / n % n] == zones[window + i % n] ? 0 : OUTSIDE;
    }
    return mask;
  }

  private void norm(String from, String to, int width) {
    common.put(to + ".weight", tensors.take(from + ".weight", width));
    common.put(to + ".bias", tensors.take(from + ".bias", width));
  }
}
