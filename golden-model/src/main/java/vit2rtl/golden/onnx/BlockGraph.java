package vit2rtl.golden.onnx;

import java.util.Optional;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.WindowParams;
import vit2rtl.golden.vit.VitShape;

/** A block: attention and MLP, each added to the stream. */
final class BlockGraph {
  private final Graph graph;
  private final String name;
  private final BlockParams params;
  private final Optional<WindowParams> windows;
  private final int tokens;
  private final int width;
  private final int hidden;

  /**
   * @param name    which names of its tensors begin with
   * @param windows that attention goes within, if it does
   * @param shape   of its tokens
   */
  BlockGraph(Graph graph, String name, BlockParams params, Optional<WindowParams> windows, VitShape shape) {
    this.graph = graph;
    this.name = name;
    this.params = params;
    this.windows = windows;
    this.tokens = shape.tokens();
    this.width = shape.width();
    this.hidden = shape.mlp();
  }

  /** The stream behind the block. */
  Value apply(Value stream) {
    return mlp(attend(stream));
  }

  private Value attend(Value stream) {
    Value normed = NormGraph.apply(graph, name + "norm1", params.norm1(), stream, tokens);
    Value sums = tap(LinearGraph.apply(params.qkv(), normed), "attn.qkv.acc", 3 * width);
    Value codes = tap(RequantizeGraph.columns(params.qkvCodes(), sums), "attn.qkv", 3 * width);
    Value context = new AttentionGraph(graph, name + "attn.", params.attention(), windows, tokens)
        .apply(codes, params.headNorms());
    Value out = tap(LinearGraph.apply(params.proj(), context), "attn.proj.acc", width);
    return tap(ResidualGraph.apply(params.attentionAdd(), stream, out), "attn.out", width);
  }

  private Value mlp(Value stream) {
    Value normed = NormGraph.apply(graph, name + "norm2", params.norm2(), stream, tokens);
    Value sums = tap(LinearGraph.apply(params.fc1(), normed), "mlp.fc1.acc", hidden);
    Value codes = tap(RequantizeGraph.columns(params.fc1Codes(), sums), "mlp.fc1", hidden);
    Value active = tap(GeluGraph.apply(params.gelu(), codes), "mlp.gelu", hidden);
    Value out = tap(LinearGraph.apply(params.fc2(), active), "mlp.fc2.acc", width);
    return tap(ResidualGraph.apply(params.mlpAdd(), stream, out), "out", width);
  }

  private Value tap(Value value, String tensor, int columns) {
    return graph.tap(value, name + tensor, tokens, columns);
  }
}
