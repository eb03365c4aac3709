package vit2rtl.units.layernorm;

import vit2rtl.golden.InputException;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.units.MultiplierStyle;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;

/**
 * Configuration of {@link LayerNormUnit}.
 *
 * @param params       integers of the layer (initial ones, when loadable)
 * @param lanes        elements per beat
 * @param multipliers  how products are built
 * @param rootBits     digits of the reciprocal root per cycle, 1 (shorter paths) or 2 (7 cycles less latency)
 * @param tables       BAKED or LOADABLE
 * @param format       widths; when loadable, wide enough for every layer to be loaded
 */
public record LayerNormConfig(
    LayerNormParams params,
    int lanes,
    MultiplierStyle multipliers,
    int rootBits,
    TableSource tables,
    LayerNormFormat format) {

  public LayerNormConfig {
    if (rootBits != 1 && rootBits != 2) {
      throw new InputException("LayerNorm: rootBits is " + rootBits + "; allowed: 1 or 2");
    }
    new Rows(params.channels(), lanes);
  }

  /** One layer, its constants baked in, products in DSP blocks. */
  public static LayerNormConfig of(LayerNormParams params, int lanes) {
    return new LayerNormConfig(params, lanes, MultiplierStyle.DSP, 2, TableSource.BAKED, LayerNormFormat.of(params));
  }

  public LayerNormConfig withMultipliers(MultiplierStyle style) {
    return new LayerNormConfig(params, lanes, style, rootBits, tables, format);
  }

  public LayerNormConfig withRootBits(int bits) {
    return new LayerNormConfig(params, lanes, multipliers, bits, tables, format);
  }

  public Rows rows() {
    return new Rows(params.channels(), lanes);
  }

  /** Width of U, padded to an even number and to at least a mantissa. */
  int varianceBits() {
    int bits = Math.max(ReciprocalRoot.MANTISSA_BITS, format.maxU(params.channels()).bitLength());
    return bits + bits % 2;
  }
}
