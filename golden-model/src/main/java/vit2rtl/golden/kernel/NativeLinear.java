package vit2rtl.golden.kernel;

import java.lang.ref.Reference;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.kernel.library.Natives;
import vit2rtl.golden.kernel.library.Room;
import vit2rtl.golden.kernel.library.Struct;
import vit2rtl.golden.ops.LinearParams;

/**
 * A linear layer's sums by the kernel. Codes x are stored as x − z, z the least code where they are bytes and 0 where they are
 * words, and z·Σw is added to the bias, so the sum is the same.
 *
 * <p><b>No overflow that shows.</b> Sums are taken modulo 2^32 in any order, and {@link vit2rtl.golden.ops.Linear} has proven that
 * the whole sum fits 32 bits, so the residue is the sum. Between: four products of an unsigned and a signed byte stay within
 * 4·255·128 &lt; 2^17, two products of a 16-bit word and an 8-bit weight within 2·2^15·2^7 = 2^23.
 */
final class NativeLinear {
  private final LinearParams params;
  private final Form form;
  private final int zero;
  private final Struct struct;

  /**
   * A layer.
   *
   * @param stored range of what is stored for it, which may go beyond what it says of its input
   */
  NativeLinear(LinearParams params, IntRange stored) {
    IntRange codes = params.input().union(stored);
    this.params = params;
    this.form = Form.of(params.name(), codes);
    this.zero = form.zero(codes);
    byte[] weights = params.weights();
    int[] bias = params.bias();
    for (int o = 0; o < params.outputs(); o++) {
      for (int i = 0; i < params.inputs(); i++) {
        bias[o] += zero * weights[o * params.inputs() + i];
      }
    }
    Room packed = new Room(Natives.vit_packed_bytes(form.ordinal(), params.inputs(), params.outputs()));
    Room plain = Room.of(weights);
    Natives.vit_pack(form.ordinal(), params.inputs(), params.outputs(), plain.address(), packed.address());
    Reference.reachabilityFence(plain);
    int lane = form == Form.BYTES ? 4 : 2;
    this.struct = new Struct().number(form.ordinal()).number(params.inputs()).number(params.outputs())
        .number((params.inputs() + lane - 1) / lane).pointer(packed).pointer(Room.of(bias));
  }

  LinearParams params() {
    return params;
  }

  long address() {
    return struct.address();
  }

  /** Rows of its input. */
  CodeRows inputs(Room room) {
    return CodeRows.in(room, params.inputs(), form, zero);
  }
}
