package vit2rtl.cli.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.InputException;
import vit2rtl.golden.swin.Merging;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;
import vit2rtl.golden.swin.Windows;

/** A Swin; maps show what the token in the middle looks at, of blocks whose one window is the whole image. */
record PicturedSwin(SwinShape shape) implements Pictured {

  /** A block and where it stands. */
  private record Place(int stage, int block) {
    String name() {
      return SwinShape.blockName(stage, block);
    }
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (int s = 0; s < shape.stages().size(); s++) {
      for (int b = 0; b < shape.stages().get(s).depth(); b++) {
        places.add(new Place(s, b));
      }
    }
    return places;
  }

  @Override
  public Map<String, String> norms() {
    Map<String, String> norms = new LinkedHashMap<>();
    norms.put("patch_embed.proj", "patch_embed.norm");
    String stream = "patch_embed";
    for (Place place : places()) {
      if (place.block == 0 && place.stage > 0) {
        String merging = SwinShape.stageName(place.stage) + "downsample.";
        norms.put(stream, merging + "norm");
        stream = merging + "out";
      }
      norms.put(stream, place.name() + "norm1");
      norms.put(place.name() + "attn.out", place.name() + "norm2");
      stream = place.name() + "out";
    }
    norms.put(stream, "norm");
    return norms;
  }

  private SwinStage stage(String name) {
    return shape.stages().get(Integer.parseInt(name.split("\\.")[1]));
  }

  @Override
  public int channels(String norm) {
    return norm.startsWith("patch_embed") ? shape.stages().get(0).width() : norm.equals("norm") ? shape.last().width()
        : norm.contains("downsample") ? 2 * stage(norm).width() : stage(norm).width();
  }

  @Override
  public float[] read(String stream, float[] values) {
    return norms().get(stream).contains("downsample")
        ? new Merging(stage(stream).side()).apply(values, stage(stream).width()) : values;
  }

  @Override
  public List<String> blocks() {
    return places().stream().map(Place::name).toList();
  }

  @Override
  public int heads(int block) {
    return shape.stages().get(places().get(block).stage).heads();
  }

  private Windows windows(String tensor) {
    return stage(tensor).windows(Integer.parseInt(tensor.split("\\.")[3]));
  }

  @Override
  public float[] hidden(String scores, float[] values) {
    Windows windows = windows(scores);
    int n = windows.tokens();
    int[] zones = windows.zones();
    float[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      int window = i / n / n / stage(scores).heads() * n;
      if (zones[window + i / n % n] != zones[window + i % n]) {
        result[i] = Float.NEGATIVE_INFINITY;
      }
    }
    return result;
  }

  @Override
  public float[] visible(String pairs, float[] values) {
    return windows(pairs).visible(values, stage(pairs).heads());
  }

  @Override
  public boolean hasMap(int block) {
    SwinStage stage = shape.stages().get(places().get(block).stage);
    return stage.window() == stage.side();
  }

  @Override
  public int mapRow(int block, int head) {
    SwinStage stage = shape.stages().get(places().get(block).stage);
    if (!hasMap(block)) {
      List<Integer> whole = new ArrayList<>();
      for (int i = 0; i < places().size(); i++) {
        if (hasMap(i)) {
          whole.add(i);
        }
      }
      throw new InputException("attention map of block " + block + ": its windows of " + stage.window() + "x"
          + stage.window() + " are parts of the image's " + stage.side() + "x" + stage.side()
          + " tokens; allowed: blocks whose window is the whole image, " + whole);
    }
    return head * stage.tokens() + stage.tokens() / 2;
  }

  @Override
  public int leadingKeys() {
    return 0;
  }

  @Override
  public String query() {
    return "the token in the middle";
  }
}
