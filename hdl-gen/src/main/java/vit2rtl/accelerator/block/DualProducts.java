package vit2rtl.accelerator.block;

import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;

/**
 * Products of K activations with the weights of two columns, both of an activation in one {@link DualProduct}, which has
 * the registers of activations, weights and products: shadow registers are all that is outside. Those of the second
 * column are left out where its word is loaded last and stays until the weights are taken over.
 */
@Summary("Products of activations with the weights of two columns, two products in one multiplier block of an iCE40.")
public final class DualProducts extends PairedProducts {

  private final boolean wordStays;

  /** Activations are taken; products follow by two cycles. */
  public final Bool enter = in("enter", Bool.bool());

  /**
   * Products of {@code inner} activations.
   *
   * @param wordStays the word of the second column comes last, and stays until {@code swap}
   */
  public DualProducts(int inner, boolean wordStays) {
    super(wordStays ? "DualProductsOfLastColumns" : "DualProducts", inner, DualProduct.BITS);
    this.wordStays = wordStays;
  }

  @Override
  protected void build() {
    for (int k = 0; k < inner; k++) {
      SInt low = next(load.get(0), "low_shadow_" + k, loaded(k));
      SInt high = wordStays ? loaded(k) : next(load.get(1), "high_shadow_" + k, loaded(k));
      DualProduct block = instance("block_" + k, DualProduct::new);
      block.enter.set(enter);
      block.take.set(swap);
      block.a.set(activations.get(k).asBits().concat(activations.get(k).asBits()));
      block.b.set(high.asBits().concat(low.asBits()));
      for (int i = 0; i < 2; i++) {
        int bits = productBits(operandBits);
        products.get(i).get(k).set(block.p.slice((i + 1) * bits - 1, i * bits).asSInt());
      }
    }
  }
}
