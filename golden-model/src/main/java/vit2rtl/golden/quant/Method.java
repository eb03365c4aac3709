package vit2rtl.golden.quant;

import vit2rtl.golden.IntRange;

/** The observers of the paper's comparison. */
public enum Method {
  MINMAX, EMA, PERCENTILE, OMSE;

  /** A fresh observer with the reference's constants, for a quantiser onto these codes. */
  public Observer observer(IntRange codes) {
    return switch (this) {
      case MINMAX -> new MinMaxObserver();
      case EMA -> new EmaObserver(EmaObserver.SIGMA, EmaObserver.GROUP);
      case PERCENTILE ->
          new PercentileObserver(PercentileObserver.REFERENCE, EmaObserver.SIGMA, PercentileObserver.GROUP);
      case OMSE -> new OmseObserver(codes);
    };
  }
}
