package vit2rtl.golden.calibration;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;
import vit2rtl.golden.swin.Windows;

/** Of a Swin; of pairs those alone whose query sees the key, as the others never meet a quantiser's range. */
final class SwinWatch implements Watch {
  private static final Pattern PER_CHANNEL = Pattern.compile(
      "norm|pooled|patch_embed|.*\\.(norm|norm[12]|attn\\.qkv|attn\\.context|mlp\\.gelu)");
  private static final Pattern STREAM = Pattern.compile(
      "patch_embed|patch_embed\\.proj|.*\\.(downsample\\.merged|downsample\\.out|attn\\.out|blocks\\.\\d+\\.out)");

  private final String last;
  private final Map<String, Windows> windows = new HashMap<>();
  private final Map<String, Integer> heads = new HashMap<>();

  SwinWatch(SwinShape shape) {
    int stages = shape.stages().size();
    for (int s = 0; s < stages; s++) {
      SwinStage stage = shape.stages().get(s);
      for (int b = 0; b < stage.depth(); b++) {
        for (String pairs : new String[] {"attn.scores", "attn.softmax"}) {
          windows.put(SwinShape.blockName(s, b) + pairs, stage.windows(b));
          heads.put(SwinShape.blockName(s, b) + pairs, stage.heads());
        }
      }
    }
    last = SwinShape.blockName(stages - 1, shape.last().depth() - 1) + "out";
  }

  @Override
  public boolean apart(String name) {
    return PER_CHANNEL.matcher(name).matches();
  }

  @Override
  public boolean isStream(String name) {
    return name.equals(Streams.FINAL) || STREAM.matcher(name).matches();
  }

  @Override
  public void see(String name, float[] values, int columns, Sink sink) {
    sink.observe(name, windows.containsKey(name) ? windows.get(name).visible(values, heads.get(name)) : values, columns);
    if (name.equals(last)) {
      sink.observe(Streams.FINAL, values, columns);
    }
  }
}
