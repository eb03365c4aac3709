package vit2rtl.fpga.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;

/** The embedded model on devices, its constants in their memories. A quarter of an hour of Yosys. */
@Tag("sweep")
class NetworkFitTest {
  private static QuantizedVit model;

  @BeforeAll
  static void quantise() {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    model = Quantizer.quantize(EmbeddedModel.checkpoint(), EmbeddedModel.calibrationImages(),
        QuantizeOptions.of(Recipe.WIDE), done -> { });
  }

  @ParameterizedTest
  @CsvSource({
      "XC7, XC7A100T, macs=256 groups=1 products=packed, 0",
      "ECP5, LFE5U_85F, macs=128 groups=1 lanes=2, 256"})
  void fits(Target target, Part part, String settings, int shallowMemories) {
    Map<String, String> set = Arrays.stream(settings.split(" ")).map(pair -> pair.split("="))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    AcceleratorConfig config = NetworkSettings.config(model, Settings.of("network", NetworkSettings.ALL, set));
    RtlDesign design = Hdl.elaborate(
        () -> new Accelerator(config, PackedStream.of(ProgramBuilder.build(config, model))));
    SynthesisReport whole = HierarchicalSynthesis.run(design, target, shallowMemories).whole();
    assertEquals(List.of(), part.excess(whole), part.fit(whole));
  }
}
