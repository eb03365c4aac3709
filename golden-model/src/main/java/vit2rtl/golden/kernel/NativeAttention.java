package vit2rtl.golden.kernel;

import java.util.Optional;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.kernel.library.Natives;
import vit2rtl.golden.kernel.library.Room;
import vit2rtl.golden.kernel.library.Struct;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.ShiftAccumulate;
import vit2rtl.golden.ops.WindowParams;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * Attention by the kernel. Softmax computes the codes of all distances below a row's maximum and looks them up; weights are
 * powers of two as 16-bit words, negated so that 2^15 has one, as the values are; weights above 2^15 are words of their own, in
 * units of 2^15.
 *
 * <p><b>No overflow that shows.</b> Queries, keys and values without their zero point lie within −255…255, weights within
 * −2^15…0: two products stay within 2^24. Sums of scores and of each plane of weights are taken modulo 2^32 and fit by {@link
 * vit2rtl.golden.ops.Attention}'s and {@link ShiftAccumulate}'s proofs. The thresholds of softmax: e·2^k0 &lt; 2·S &lt; 2^58 and 27
 * times that &lt; 2^63; greater sums are divided.
 */
final class NativeAttention {
  private static final int MOST_CODES = 256;
  private static final int WORD_SHIFT = 15;

  private final Struct struct = new Struct();
  private final int zeroPoint;

  NativeAttention(String name, AttentionParams params, int tokens, Optional<WindowParams> within) {
    this.zeroPoint = params.zeroPoint();
    IntRange scores = params.scores().output();
    long[] exp = params.weights().exp().table();
    KernelLimit.require(scores.min() >= 0 && scores.max() < exp.length, name + ": scores are " + scores);
    struct.number(within.map(w -> w.windows().count()).orElse(1)).number(tokens).number(params.heads())
        .number(params.headWidth()).pointer(within.map(w -> w.windows().order()).orElse(null))
        .pointer(within.map(WindowParams::pairs).orElse(null))
        .pointer(within.filter(w -> w.windows().shift() > 0).map(w -> w.windows().zones()).orElse(null))
        .inline(Rescale.of(params.scores()));
    softmax(name, params.weights(), exp);
    struct.inline(Rescale.of(params.context()));
  }

  private void softmax(String name, AttentionWeights weights, long[] exp) {
    if (weights instanceof AttentionWeights.Log log) {
      SoftmaxParams softmax = log.softmax();
      boolean root = softmax.base() == LogBase.SQRT_TWO;
      KernelLimit.require(softmax.maxCode() < MOST_CODES, name + ": attention codes reach " + softmax.maxCode());
      int planes = ShiftAccumulate.fraction(softmax) > WORD_SHIFT ? 2 : 1;
      short[] words = new short[(root ? 2 : 1) * planes * MOST_CODES];
      for (int code = 0; code <= softmax.maxCode(); code++) {
        int weight = ShiftAccumulate.weight(softmax, code);
        int at = (ShiftAccumulate.isOdd(softmax, code) ? planes : 0) * MOST_CODES + code;
        if (weight <= 1 << WORD_SHIFT) {
          words[at] = (short) -weight;
        } else {
          words[at + MOST_CODES] = (short) -(weight >> WORD_SHIFT);
        }
      }
      fields(root ? 1 : 0, exp, softmax.maxCode(), 0, softmax.maxCode(), words, planes > 1);
    } else {
      AttentionWeights.Uniform uniform = (AttentionWeights.Uniform) weights;
      short[] words = new short[MOST_CODES];
      for (int code = 0; code <= uniform.maxCode(); code++) {
        words[code] = (short) -code;
      }
      fields(2, exp, uniform.maxCode(), uniform.levels(), 0, words, false);
    }
  }

  private void fields(int kind, long[] exp, int greatest, int levels, int unseen, short[] words, boolean wide) {
    struct.number(kind).pointer(exp).number(exp.length).number(greatest).number(levels).number(unseen)
        .pointer(Room.of(words)).number(words.length / MOST_CODES).number(wide ? 1 : 0);
  }

  /** Codes of queries, keys and values, the zero point taken from them. */
  CodeRows inputs(Room room, int columns) {
    return CodeRows.in(room, columns, Form.WORDS, zeroPoint);
  }

  long scratchBytes() {
    return Natives.vit_attention_bytes(struct.address());
  }

  /** Where a run shows its tensors; all are 0, or none. */
  record Seen(long sums, long scores, long codes, long context, long contextCodes) {}

  void apply(CodeRows qkv, CodeRows to, Room scratch, Seen seen) {
    Natives.vit_attention(struct.address(), qkv.address(), qkv.stride(), to.form().ordinal(), to.address(), to.stride(),
        to.zero(), scratch.address(), seen.sums, seen.scores, seen.codes, seen.context, seen.contextCodes);
  }
}
