package vit2rtl.accelerator.schedule;

import java.util.Arrays;
import java.util.function.IntSupplier;
import vit2rtl.accelerator.job.CodeSum;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.Embedding;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.ops.PtfEmbedding;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.WideEmbedding;

/**
 * How the embedding is computed: what the residual stream holds before the patches' sums are added, leading tokens
 * ready, and what the drain makes of these sums.
 *
 * @param held       the stream's memory before, row-major [tokens, channels]
 * @param conversion of the patches' sums
 */
record EmbeddingPlan(int[] held, Conversion conversion) {

  /**
   * The plan.
   *
   * @param bank gives a bank of the drain's table, where one is needed
   */
  static EmbeddingPlan of(Embedding embedding, IntSupplier bank) {
    if (embedding instanceof WideEmbedding wide) {
      return new EmbeddingPlan(wide.table(), Conversion.add(wide.rescale()));
    }
    PtfEmbedding codes = (PtfEmbedding) embedding;
    int[] held = codes.positions();
    int[] leading = codes.add().apply(codes.leading(), Arrays.copyOf(held, codes.leading().length));
    System.arraycopy(leading, 0, held, 0, leading.length);
    return new EmbeddingPlan(held, Conversion.add(codes.patchCodes(), tokens(codes), bank.getAsInt(),
        CodeSum.onPositions(codes.add())));
  }

  /** Patch codes to token codes, which are given without their zero point. */
  private static GeluTable tokens(PtfEmbedding embedding) {
    Requantizer tokens = embedding.tokenCodes();
    IntRange patches = embedding.patchCodes().output();
    int[] table = new int[Math.toIntExact(patches.max() - patches.min() + 1)];
    for (int i = 0; i < table.length; i++) {
      long code = patches.min() + i - embedding.patchCodes().zeroPoint();
      table[i] = (int) tokens.output().saturate(tokens.rescale((int) code, 0) + tokens.zeroPoint())
          - embedding.add().a().zero();
    }
    return new GeluTable(patches, table, new int[] {0}, 0, tokens.output().plus(-embedding.add().a().zero()));
  }
}
