package vit2rtl.units.head;

import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Int;
import vit2rtl.units.RowUnit;
import vit2rtl.units.matmul.MatmulUnit;
import vit2rtl.units.requantize.RequantizeUnit;

/**
 * The classification head: a {@link MatmulUnit} with a {@link RequantizeUnit} behind it; the codes of a token in, a
 * logit code per class out, as {@link vit2rtl.golden.network.IntegerVit} has them,
 * <pre>
 *   y_o = saturate(⌊((Σ_i x_i·w_oi + b_o)·M_o + 2^(s_o−1)) / 2^s_o⌋ + zp)
 * </pre>
 * Rate, stalls and widths are those of the two, the latency is their sum.
 */
@Summary("The classifier: rows of codes of the class token in, rows of logits out.")
public final class HeadUnit extends RowUnit<Int, Int> {
  private final HeadConfig config;

  public HeadUnit(HeadConfig config) {
    super("Head", config, Stream.of(codes(config.inputs()), config.rows().lanes()),
        Stream.of(codes(config.outputs()), config.results().lanes()));
    this.config = config;
  }

  @Override
  protected void build() {
    MatmulUnit product = instance("product", () -> new MatmulUnit(config.product()));
    RequantizeUnit logits = instance("logits", () -> new RequantizeUnit(config.logits()));
    input.into(product.input);
    product.output.into(logits.input);
    logits.output.into(output);
    load.ifPresent(port -> {
      port.into(product.load.get());
      port.into(logits.load.get());
    });
  }
}
