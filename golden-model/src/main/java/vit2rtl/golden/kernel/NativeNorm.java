package vit2rtl.golden.kernel;

import java.util.Arrays;
import java.util.Optional;
import vit2rtl.golden.kernel.library.Natives;
import vit2rtl.golden.kernel.library.Struct;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.golden.layernorm.ResidualToPtfParams;

/**
 * A LayerNorm by the kernel, and before it the way from a wide stream to its codes.
 *
 * <p><b>No overflow.</b> By the ranges of {@link vit2rtl.golden.layernorm.LayerNorm}: |S1| &lt; 2^27 and |D| &lt; 2^28 fit 32 bits, as
 * |A| &lt; 2^24 does, which D is shifted to; A·r and z·G multiply numbers of 32 bits and stay below 2^42, y's sum below 2^53, so
 * 2^62 can be added before each shift; S2, U in 64 bits as there.
 */
final class NativeNorm {
  private final Struct struct = new Struct();

  NativeNorm(Optional<ResidualToPtfParams> input, LayerNormParams norm) {
    int channels = norm.channels();
    int[] shift = new int[channels];
    int[] half = new int[channels];
    input.ifPresent(ptf -> Arrays.setAll(shift, c -> ptf.shift() + ptf.alpha()[c]));
    Arrays.setAll(half, c -> (1 << shift[c]) >> 1);
    struct.number(channels).number(input.isPresent() ? 1 : 0).pointer(half).pointer(shift).pointer(norm.alpha())
        .number(input.map(ResidualToPtfParams::zeroPoint).orElse(0))
        .number(input.map(ptf -> ptf.output().min()).orElse(0)).number(input.map(ptf -> ptf.output().max()).orElse(0))
        .number(norm.zeroPoint()).number(norm.epsilon()).number(norm.fraction())
        .pointer(Rescale.longs(norm.gain())).pointer(offsets(norm))
        .pointer(ReciprocalRoot.bases()).pointer(ReciprocalRoot.slopes())
        .number(norm.output().min()).number(norm.output().max());
  }

  private static long[] offsets(LayerNormParams norm) {
    long[] offset = norm.offset();
    return Arrays.stream(offset).map(b -> b << norm.fraction() - norm.offsetFraction()).toArray();
  }

  /** Normalises the stream's rows into {@code to}. */
  void apply(StreamRows stream, CodeRows to, long codes, long normed) {
    Natives.vit_norm(struct.address(), stream.address(), stream.stride(), stream.rows(), to.form().ordinal(),
        to.address(), to.stride(), to.zero(), codes, normed);
  }
}
