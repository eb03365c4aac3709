package vit2rtl.accelerator.block;

import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/**
 * Products of K activations a with the weights v and w of two columns, one multiplier for each activation. With operands
 * of o bits, 8 or 9, and b = 2·o:
 * <pre>
 *   p = a·(w·2^b + v) = a·w·2^b + a·v
 *   a·v = p mod 2^b, as two's complement
 *   a·w = ⌊p / 2^b⌋ + bit b − 1 of p
 * </pre>
 * a·v is at most 2^(b−2), so it fits b bits, bit b − 1 is its sign, and p's upper part is one too small where it is
 * negative. The pair of weights has 3·o + 1 bits: 25 with operands of 8, as the DSP48 of AMD's devices takes. Weights come
 * as words of K operands and are taken over with {@code swap}; products follow their activations by a cycle.
 */
@Summary("Products of activations with the weights of two columns, two products in one multiplier.")
public final class PackedProducts extends PairedProducts {

  /** Products of {@code inner} activations of 8 or 9 bits. */
  public PackedProducts(int inner, int operandBits) {
    super("PackedProducts", inner, operandBits);
  }

  @Override
  protected void build() {
    int bits = productBits(operandBits);
    for (int k = 0; k < inner; k++) {
      SInt weight = loaded(k);
      SInt low = next(load.get(0), "low_shadow_" + k, weight);
      SInt high = next(load.get(1), "high_shadow_" + k, weight);
      SInt pair = next(swap, "pair_" + k, high.shl(bits).add(low));
      SInt product = next("product_" + k, activations.get(k).mul(pair));
      UInt lower = product.modulo(bits);
      products.get(0).get(k).set(lower.asBits().asSInt());
      products.get(1).get(k).set(product.shr(bits).add(lower.bit(bits - 1).asUInt()).truncate(bits));
    }
  }
}
