package vit2rtl.golden.ops;

import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;

/**
 * LayerNorms of every head's queries and keys before their product (q_norm, k_norm): of a row of qkv codes the first two
 * thirds are replaced head by head, the values stay.
 *
 * @param norms of the queries of head 0, 1, …, then of the keys; all of one head's width
 */
public record HeadNorms(List<LayerNormParams> norms) {

  public HeadNorms {
    norms = List.copyOf(norms);
    int width = norms.isEmpty() ? 0 : norms.get(0).channels();
    if (norms.isEmpty() || norms.size() % 2 != 0 || norms.stream().anyMatch(norm -> norm.channels() != width)) {
      throw new InputException(norms.size() + " norms of queries and keys; needed: two for each head, all of its width");
    }
  }

  /** Elements of a head. */
  public int headWidth() {
    return norms.get(0).channels();
  }

  /** Elements of a token's queries and keys together. */
  public int columns() {
    return norms.size() * headWidth();
  }

  /**
   * Normalised queries and keys.
   *
   * @param qkv codes, row-major [tokens, 3·width]
   * @return row-major [tokens, 2·width]
   */
  public int[] apply(int[] qkv) {
    int stride = columns() / 2 * 3;
    int tokens = qkv.length / stride;
    int[] normed = new int[tokens * columns()];
    for (int h = 0; h < norms.size(); h++) {
      LayerNorm norm = new LayerNorm(norms.get(h));
      int[] rows = new int[tokens * headWidth()];
      for (int t = 0; t < tokens; t++) {
        System.arraycopy(qkv, t * stride + h * headWidth(), rows, t * headWidth(), headWidth());
      }
      int[] codes = norm.apply(rows);
      for (int t = 0; t < tokens; t++) {
        System.arraycopy(codes, t * headWidth(), normed, t * columns() + h * headWidth(), headWidth());
      }
    }
    return normed;
  }

  /** The qkv codes with normalised queries and keys in them. */
  public static int[] joined(int[] qkv, int[] normed, int tokens) {
    int[] joined = qkv.clone();
    int stride = qkv.length / tokens;
    int columns = normed.length / tokens;
    for (int t = 0; t < tokens; t++) {
      System.arraycopy(normed, t * columns, joined, t * stride, columns);
    }
    return joined;
  }
}
