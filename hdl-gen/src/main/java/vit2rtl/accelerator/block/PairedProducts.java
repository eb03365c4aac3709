package vit2rtl.accelerator.block;

import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * Products of K activations with the weights of two columns, made by K multipliers. Weights come as words of K operands
 * into shadow registers and are taken over with {@code swap}; products follow their activations by a cycle, or as {@link DualProducts} has it.
 */
public abstract sealed class PairedProducts extends Component permits PackedProducts, DualProducts {
  final int inner;
  final int operandBits;

  /** The word holds weights of this column. */
  public final Vec<Bool> load = in("load", Vec.type(2, Bool.bool()));
  public final UInt loadWord;
  public final Bool swap = in("swap", Bool.bool());
  public final Vec<SInt> activations;
  /** Of the first column, and of the second. */
  public final List<Vec<SInt>> products;

  PairedProducts(String name, int inner, int operandBits) {
    super(name);
    this.inner = inner;
    this.operandBits = operandBits;
    this.loadWord = in("load_word", UInt.bits(operandBits * inner));
    this.activations = in("activations", Vec.type(inner, SInt.bits(operandBits)));
    int bits = productBits(operandBits);
    this.products = List.of(out("low", Vec.type(inner, SInt.bits(bits))), out("high", Vec.type(inner, SInt.bits(bits))));
  }

  static int productBits(int operandBits) {
    return 2 * operandBits;
  }

  /** The weights of a column for activation k, of the word that is loaded. */
  final SInt loaded(int k) {
    return loadWord.slice(operandBits * (k + 1) - 1, operandBits * k).asBits().asSInt();
  }
}
