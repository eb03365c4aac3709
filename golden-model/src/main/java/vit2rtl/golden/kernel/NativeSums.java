package vit2rtl.golden.kernel;

import java.lang.ref.Reference;
import java.util.Optional;
import vit2rtl.golden.kernel.library.Natives;
import vit2rtl.golden.ops.LinearParams;

/** A linear layer whose sums go back to Java, as the patch embedding's do. Immutable; any number of threads may use it. */
public final class NativeSums {
  private final NativeLinear linear;

  private NativeSums(NativeLinear linear) {
    this.linear = linear;
  }

  /** Empty where the kernel has no form for it. */
  public static Optional<NativeSums> of(LinearParams params) {
    try {
      return Optional.of(new NativeSums(new NativeLinear(params, params.input())));
    } catch (KernelLimit e) {
      return Optional.empty();
    }
  }

  /** Sums of some rows, as {@link vit2rtl.golden.ops.Linear#apply} gives them. */
  public int[] apply(int[] x, int rows) {
    CodeRows codes = linear.inputs(CodeRows.room(rows, linear.params().inputs()));
    codes.put(x, linear.params().inputs());
    StreamRows sums = new StreamRows(rows, linear.params().outputs());
    Natives.vit_sums(linear.address(), codes.address(), codes.strideBytes(), rows, sums.address(), sums.stride());
    Reference.reachabilityFence(codes);
    Reference.reachabilityFence(this);
    return sums.get();
  }
}
