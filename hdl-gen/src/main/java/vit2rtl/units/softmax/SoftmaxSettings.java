package vit2rtl.units.softmax;

import java.util.List;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.units.Setting;
import vit2rtl.units.Setting.Decides;
import vit2rtl.units.Settings;

/** What attention codes mean, as settings of the unit that makes them and of the one that takes them. */
public final class SoftmaxSettings {
  private SoftmaxSettings() {}

  public static List<Setting> codes() {
    return List.of(
        Setting.integer("bits", 4, 4, 8, Decides.MODEL, "bits of an attention code"),
        Setting.choice("base", LogBase.TWO, Decides.MODEL, "logarithmic grid of the codes"),
        Setting.choice("zero", ZeroState.EXTRA_BIT, Decides.MODEL, "encoding of an exact zero"));
  }

  public static SoftmaxParams params(IExp exp, Settings settings) {
    return new SoftmaxParams(exp, settings.integer("bits"), settings.choice("base", LogBase.class),
        settings.choice("zero", ZeroState.class));
  }
}
