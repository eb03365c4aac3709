package vit2rtl.cli.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.golden.InputException;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.testkit.FuzzSeeds;
import vit2rtl.units.Setting;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKinds;

/** Any texts as arguments of --set of every unit and of the network: settings within their limits, or one sentence. */
@Execution(ExecutionMode.CONCURRENT)
class SettingsFuzzTest {
  private static final QuantizedVit MODEL = Quantizer.quantize(
      new SyntheticVit(1, new SyntheticVit.Sizes(8, 4, 1, 8, 2, 2, 16, 5, 1, true)).checkpoint(),
      SyntheticVit.images(2, 4, 1, 8), QuantizeOptions.of(Recipe.WIDE), done -> { });

  private static final Map<String, List<Setting>> KNOWN = new LinkedHashMap<>(Map.of("network", NetworkSettings.ALL));

  static {
    UnitKinds.all().forEach(kind -> KNOWN.put(kind.name(), kind.settings()));
  }

  /** A line each. */
  @FuzzTest
  void bytes(byte[] data) {
    try {
      Map<String, String> set = KeyValues.of("--set", new String(data, StandardCharsets.UTF_8).lines().toList());
      KNOWN.forEach((owner, known) -> take(owner, known, set));
    } catch (InputException e) {
      // The one other answer.
    }
  }

  private static void take(String owner, List<Setting> known, Map<String, String> set) {
    try {
      Settings settings = Settings.of(owner, known, set);
      if (known == NetworkSettings.ALL) {
        NetworkSettings.config(MODEL, settings);
      }
    } catch (InputException e) {
      // The one other answer.
    }
  }

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return FuzzSeeds.of(getClass(), "bytes", this::bytes);
  }
}
