package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.shim.ModelSpec;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.sim.wave.Waveform;

class SimOptionsTest {
  private static final RtlDesign DESIGN = Designs.clocked("Kept", "assign q = 1'b1;", Designs.out("q", 1));

  /** What decides how a model is built makes another model; what decides how it is run does not. */
  @Test
  void modelsDifferByWhatTheyAreBuiltFrom() {
    SimOptions plain = SimOptions.defaults();
    RtlDesign checked = new RtlDesign(DESIGN.topName(), DESIGN.language(), DESIGN.text(), DESIGN.text() + "// checked\n",
        DESIGN.clocks(), DESIGN.ports(), DESIGN.streams());
    Set<ModelSpec> models = new HashSet<>();
    for (SimOptions options : List.of(plain, plain.withSpeed(SimOptions.Speed.FAST_RUN),
        plain.withCovering(SimOptions.Covering.ON), plain.withWaveform(new Waveform(Path.of("a.vcd"))),
        plain.withWaveform(new Waveform(Path.of("a.fst"))), plain.withAssertions(SimOptions.Assertions.OFF),
        plain.withProbes(new Probe("", "Kept", "r", 0, 1, false)),
        plain.withProbes(new Probe("", "Kept", "r", 4, 1, false)))) {
      assertTrue(models.add(options.model(checked)), options + " is another model");
    }
    for (SimOptions options : List.of(plain.withSeed(7), plain.withResetCycles(0), plain.withCycleLimit(3),
        plain.withFailureWaves(FailureWaves.none()))) {
      assertEquals(plain.model(checked), options.model(checked));
    }
  }
}
