package vit2rtl.golden.onnx;

import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Shapes;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.Embedding;
import vit2rtl.golden.ops.PtfAdd;
import vit2rtl.golden.ops.PtfEmbedding;
import vit2rtl.golden.ops.WideEmbedding;

/**
 * {@link Embedding}: what patches bring, rows of zeros for the leading tokens before them, and a table of constants for both,
 * in which class token and the like have become part of their positions.
 */
final class EmbeddingGraph {
  private EmbeddingGraph() {}

  static Value apply(Embedding embedding, Value sums, int leading) {
    return embedding instanceof WideEmbedding wide ? wide(wide, sums, leading) : ptf((PtfEmbedding) embedding, sums, leading);
  }

  private static Value wide(WideEmbedding embedding, Value sums, int leading) {
    int channels = embedding.rescale().channels();
    Value terms = RequantizeGraph.rescaled(embedding.rescale(), sums, 0, channels);
    return Shapes.zerosBefore(terms, leading).plus(table(sums, RequantizeGraph.longs(embedding.table()), channels))
        .saturate(embedding.output());
  }

  private static Value ptf(PtfEmbedding embedding, Value sums, int leading) {
    PtfAdd add = embedding.add();
    int channels = embedding.patchCodes().channels();
    Value patches = RequantizeGraph.columns(embedding.patchCodes(), sums);
    Value centred = patches.to(ElementType.INT32).minus(embedding.patchCodes().zeroPoint());
    Value tokens = RequantizeGraph.columns(embedding.tokenCodes(), centred);
    return PtfAddGraph.sum(add,
        Shapes.zerosBefore(PtfAddGraph.raised(add, tokens), leading).plus(table(sums, embedding.constants(), channels)));
  }

  private static Value table(Value near, long[] values, int channels) {
    return near.graph().constant(ElementType.INT64, values, values.length / channels, channels);
  }
}
