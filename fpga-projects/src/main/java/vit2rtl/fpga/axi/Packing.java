package vit2rtl.fpga.axi;

import vit2rtl.fpga.FpgaUnit;

/**
 * How elements lie in a beat of AXI4-Stream data: each in the low bits of whole bytes, lane 0 lowest; the bits above an
 * element are ignored on an input and 0 on an output.
 *
 * @param lanes       elements per beat
 * @param inputBytes  bytes per input element
 * @param outputBytes bytes per output element
 */
public record Packing(int lanes, int inputBytes, int outputBytes) {

  public static Packing of(FpgaUnit unit) {
    return new Packing(unit.rows().lanes(), unit.inputBytes(), unit.outputBytes());
  }

  public int inputWidth() {
    return lanes * inputBytes * 8;
  }

  public int outputWidth() {
    return lanes * outputBytes * 8;
  }
}
