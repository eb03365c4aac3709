package vit2rtl.golden.layernorm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.CodeFormat;

class LayerNormCompilerTest {

  private static Optional<String> outlier(double first) {
    double[] gamma = new double[13];
    Arrays.fill(gamma, 1);
    gamma[0] = first;
    return LayerNormCompiler.loss(new LayerNormFloat(CodeFormat.UINT8, 0.05, 128, new int[13], gamma, new double[13],
        1e-6, CodeFormat.UINT8, 0.05, 128));
  }

  @Test
  void anOutlierAmongTheGainsIsNamed() {
    assertEquals(Optional.of("LayerNorm: gamma[0] = 30000.0 leaves the gains of the other channels few bits: channel 1"
        + " (gamma 1.0) may be off by 13.9 codes"), outlier(30000));
    assertEquals(Optional.empty(), outlier(1));
    assertEquals(Optional.empty(), outlier(100));
  }

  private static Optional<String> loss(double... gamma) {
    return LayerNormCompiler.loss(new LayerNormFloat(CodeFormat.UINT8, 1, 0, new int[gamma.length], gamma,
        new double[gamma.length], 0, CodeFormat.UINT8, 1, 0));
  }

  /** Of several gains that are as great the first; with 2^17 beside it a gain of a half is lost, half a code in two channels. */
  @Test
  void theGreatestGainIsNamedFromHalfACodeOn() {
    assertEquals("LayerNorm: gamma[1] = -131072.0 leaves the gains of the other channels few bits: channel 0 (gamma 0.75)"
        + " may be off by 1.1 codes", loss(0.75, -131072, 131072).orElseThrow());
    assertEquals(Optional.empty(), loss(131072, 0.5));
  }
}
