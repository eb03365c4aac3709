package vit2rtl.accelerator;

import vit2rtl.golden.InputException;
import vit2rtl.golden.vit.VitShape;

/**
 * Columns and lanes that suit a number of multipliers: an engine as square as its divisors allow, with the longer side
 * inside, and lanes that keep up with it where its products are shortest, in Q·Kᵀ.
 *
 * @param columns      C
 * @param inner        K
 * @param lanes        L
 * @param softmaxLanes P
 * @param contextLanes A
 */
public record Sizing(int columns, int inner, int lanes, int softmaxLanes, int contextLanes) {

  /** For C·K = {@code multipliers}. */
  public static Sizing of(VitShape shape, int multipliers) {
    if (multipliers < 1 || multipliers > AcceleratorConfig.MAX_MULTIPLIERS) {
      throw new InputException("network: macs=" + multipliers + "; allowed: 1 to " + AcceleratorConfig.MAX_MULTIPLIERS);
    }
    int columns = 1;
    for (int c = 1; (long) c * c <= multipliers; c++) {
      columns = multipliers % c == 0 ? c : columns;
    }
    return of(shape, columns, multipliers / columns);
  }

  /** For an engine of C by K. */
  public static Sizing of(VitShape shape, int columns, int inner) {
    int head = shape.headWidth();
    int wanted = (columns * inner + head - 1) / head;
    int lanes = 1;
    while (lanes < wanted && 2 * lanes <= Math.min(head, AcceleratorConfig.MAX_LANES) && columns % (2 * lanes) == 0
        && inner % (2 * lanes) == 0) {
      lanes *= 2;
    }
    int softmax = 1;
    while (128 * softmax < columns * inner && 2 * softmax <= Math.min(shape.tokens(), AcceleratorConfig.MAX_LANES)) {
      softmax *= 2;
    }
    // One pass over a row's codes; more passes on fewer lanes are a matter of small parts.
    int context = Math.min(head, AcceleratorConfig.MAX_LANES);
    if (context < head) {
      context = context / lanes * lanes;
    }
    return new Sizing(columns, inner, lanes, softmax, context);
  }

  /** An accelerator of these sizes. */
  public AcceleratorConfig config(VitShape shape, Formats formats, int groups) {
    return new AcceleratorConfig(shape, formats, columns, inner, lanes, softmaxLanes, contextLanes, groups,
        AcceleratorConfig.Taps.NONE);
  }
}
