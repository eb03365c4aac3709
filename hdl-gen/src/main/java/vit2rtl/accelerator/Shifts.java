package vit2rtl.accelerator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.Embedding;
import vit2rtl.golden.ops.PtfEmbedding;
import vit2rtl.golden.ops.PtfJoin;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.ResidualAdd;
import vit2rtl.golden.ops.WideAdd;
import vit2rtl.golden.ops.WideEmbedding;

/** How far the requantisers of a network shift, those of the drain and of the context: s of {@link Requantizer}. */
public final class Shifts {
  /** Whatever a model may have. */
  public static final IntRange ANY = new IntRange(0, Requantizer.MAX_SHIFT);

  private Shifts() {}

  /** The least and the greatest of a model. */
  public static IntRange of(QuantizedVit model) {
    int[] all = rescalings(model).stream().flatMapToInt(rescale -> Arrays.stream(rescale.shift())).sorted().toArray();
    return new IntRange(all[0], all[all.length - 1]);
  }

  /** Refuses a model with shifts beyond those that an accelerator has. */
  static void require(IntRange shifts, QuantizedVit model) {
    IntRange own = of(model);
    if (!shifts.contains(own)) {
      throw new InputException("the model's requantisers shift by " + own.min() + " to " + own.max()
          + "; the accelerator was made for " + shifts.min() + " to " + shifts.max()
          + ": generate it for this model, or with shifts=any");
    }
  }

  private static List<Requantizer> rescalings(QuantizedVit model) {
    List<Requantizer> all = new ArrayList<>(model.logits());
    all.add(of(model.embedding()));
    for (BlockParams block : model.blocks()) {
      all.addAll(List.of(block.qkvCodes(), block.attention().scores(), block.attention().context(),
          of(block.attentionAdd()), block.fc1Codes(), of(block.mlpAdd())));
    }
    return all;
  }

  private static Requantizer of(Embedding embedding) {
    return embedding instanceof WideEmbedding wide ? wide.rescale() : ((PtfEmbedding) embedding).patchCodes();
  }

  private static Requantizer of(ResidualAdd add) {
    return add instanceof PtfJoin join ? join.codes() : ((WideAdd) add).rescale();
  }
}
