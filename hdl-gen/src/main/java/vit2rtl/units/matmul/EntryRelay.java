package vit2rtl.units.matmul;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Vec;

/**
 * Registers in front of the multipliers of a column, or of two that share them: everything goes on a cycle later. A
 * component, and not registers beside those of the other columns, so that synthesis leaves every column its own.
 */
@Summary("Registers near the multipliers of a column: activations and what moves its weights, a cycle later.")
public final class EntryRelay extends Component {
  public final Vec<SInt> activations;
  public final Vec<Bool> load;
  public final Bool swap = in("swap", Bool.bool());
  public final Vec<SInt> activationsOut;
  public final Vec<Bool> loadOut;
  public final Bool swapOut = out("swap_out", Bool.bool());

  /**
   * @param inner   activations
   * @param bits    of an activation
   * @param columns that share the multipliers
   */
  public EntryRelay(int inner, int bits, int columns) {
    super("EntryRelay");
    this.activations = in("activations", Vec.type(inner, SInt.bits(bits)));
    this.load = in("load", Vec.type(columns, Bool.bool()));
    this.activationsOut = out("activations_out", Vec.type(inner, SInt.bits(bits)));
    this.loadOut = out("load_out", Vec.type(columns, Bool.bool()));
  }

  @Override
  protected void build() {
    for (int k = 0; k < activations.size(); k++) {
      activationsOut.get(k).set(next("activation_" + k, activations.get(k)));
    }
    for (int c = 0; c < load.size(); c++) {
      loadOut.get(c).set(next("loading_" + c, load.get(c)));
    }
    swapOut.set(next("swapping", swap));
  }
}
