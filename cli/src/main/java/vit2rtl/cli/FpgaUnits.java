package vit2rtl.cli;

import vit2rtl.bench.LayerNormBench;
import vit2rtl.bench.SoftmaxBench;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.UnitFamily;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.golden.InputException;

/** A bench's unit as FPGA projects take it. */
final class FpgaUnits {
  private FpgaUnits() {}

  static FpgaUnit of(UnitFamily family, UnitBench bench) {
    if (bench instanceof LayerNormBench layerNorm) {
      return new FpgaUnit.LayerNorm(layerNorm.config());
    }
    if (bench instanceof SoftmaxBench softmax) {
      return new FpgaUnit.Softmax(softmax.config());
    }
    throw new InputException(family.name() + " is not made for FPGA projects; layernorm and softmax are");
  }
}
