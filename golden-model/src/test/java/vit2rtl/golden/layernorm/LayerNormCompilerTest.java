package vit2rtl.golden.layernorm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.CodeFormat;

class LayerNormCompilerTest {

  private static Optional<String> loss(double first) {
    double[] gamma = new double[13];
    Arrays.fill(gamma, 1);
    gamma[0] = first;
    return LayerNormCompiler.loss(new LayerNormFloat(CodeFormat.UINT8, 0.05, 128, new int[13], gamma, new double[13],
        1e-6, CodeFormat.UINT8, 0.05, 128));
  }

  @Test
  void anOutlierAmongTheGainsIsNamed() {
    assertEquals(Optional.of("LayerNorm: gamma[0] = 30000.0 leaves the gains of the other channels few bits: channel 1"
        + " (gamma 1.0) may be off by 13.9 codes"), loss(30000));
    assertEquals(Optional.empty(), loss(1));
    assertEquals(Optional.empty(), loss(100));
  }
}
