package vit2rtl.units;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.swin.Merging;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;
import vit2rtl.golden.swin.Windows;

/** Where a Swin's tensors pass through layers that units exist for. */
public final class SwinPlaces {
  private SwinPlaces() {}

  /** Every LayerNorm. */
  public static List<Place> norms(QuantizedSwin model) {
    Map<String, Place> streams = streams(model);
    return SwinLayers.norms(model).keySet().stream().map(name -> {
      Place stream = streams.get(name);
      return new Place(name, name, name + ".in", 0, stream.starts().size() * stream.count());
    }).toList();
  }

  /** Every step of a wide stream onto PTF codes, named after what it gives. */
  public static List<Place> residualsToPtf(QuantizedSwin model) {
    Map<String, Place> streams = streams(model);
    return SwinLayers.norms(model).entrySet().stream().filter(norm -> norm.getValue().input().isPresent())
        .map(norm -> streams.get(norm.getKey())).toList();
  }

  /** The stream that each LayerNorm reads; of merging the neighbours' rows one behind the other. */
  private static Map<String, Place> streams(QuantizedSwin model) {
    SwinShape shape = model.shape();
    Map<String, Place> streams = new LinkedHashMap<>();
    String stream = "patch_embed";
    put(streams, "patch_embed.norm", "patch_embed.proj", shape.stages().get(0));
    for (int s = 0; s < shape.stages().size(); s++) {
      SwinStage stage = shape.stages().get(s);
      if (s > 0) {
        SwinStage before = shape.stages().get(s - 1);
        String name = SwinShape.stageName(s) + "downsample.";
        List<Integer> starts =
            IntStream.of(new Merging(before.side()).order()).map(token -> token * before.width()).boxed().toList();
        streams.put(name + "norm", new Place(name + "norm.in", name + "norm", stream, starts, before.width()));
        stream = name + "out";
      }
      for (int b = 0; b < stage.depth(); b++) {
        String block = SwinShape.blockName(s, b);
        put(streams, block + "norm1", stream, stage);
        put(streams, block + "norm2", block + "attn.out", stage);
        stream = block + "out";
      }
    }
    put(streams, "norm", stream, shape.last());
    return streams;
  }

  private static void put(Map<String, Place> streams, String norm, String stream, SwinStage stage) {
    streams.put(norm, new Place(norm + ".in", norm, stream, 0, stage.tokens() * stage.width()));
  }

  /**
   * One for each head of a block that codes attention logarithmically: the rows of the windows whose queries see every key.
   * Those of windows that a shift cut are shorter, so their softmax is of another length.
   */
  public static List<Place> softmaxes(QuantizedSwin model) {
    Map<String, Integer> layers = SwinLayers.softmaxes(model, (softmax, length) -> length);
    List<Place> places = new ArrayList<>();
    for (int s = 0; s < model.stages().size(); s++) {
      SwinStage stage = model.shape().stages().get(s);
      for (int b = 0; b < stage.depth(); b++) {
        String layer = SwinShape.blockName(s, b) + "attn.softmax";
        int each = stage.windows(b).tokens() * stage.windows(b).tokens();
        for (int h = 0; layers.containsKey(layer) && h < stage.heads(); h++) {
          int head = h;
          List<Integer> starts = whole(stage.windows(b)).stream().map(w -> (w * stage.heads() + head) * each).toList();
          places.add(new Place(layer + "[" + h + "]", layer, layer.replaceAll("softmax$", "scores"), starts, each));
        }
      }
    }
    return places;
  }

  /** Windows of one zone. */
  private static List<Integer> whole(Windows windows) {
    int[] zones = windows.zones();
    int n = windows.tokens();
    return IntStream.range(0, windows.count())
        .filter(w -> IntStream.range(w * n, (w + 1) * n).allMatch(i -> zones[i] == zones[w * n])).boxed().toList();
  }
}
