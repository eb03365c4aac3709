package vit2rtl.golden.network;

import java.util.Arrays;
import java.util.stream.IntStream;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.WindowParams;

/** Attention of {@link Float64Simulation} within windows: each window as a network of its own, rows of the keys seen. */
record Float64Windows(WindowParams windows, AttentionParams params, TensorGrid qkv, TensorGrid scoreGrid,
    TensorGrid contextGrid, Float64Attention.Exp exponential) implements Float64Attending {

  private int tokens() {
    return windows.windows().tokens();
  }

  private Float64Attention within(int tokens, int[] bias) {
    return new Float64Attention(params, tokens, bias, qkv, scoreGrid, contextGrid, exponential);
  }

  private double[] window(double[] tokens, int window) {
    int columns = 3 * params.heads() * params.headWidth();
    int[] order = windows.windows().order();
    double[] rows = new double[tokens() * columns];
    for (int i = 0; i < tokens(); i++) {
      System.arraycopy(tokens, order[window * tokens() + i] * columns, rows, i * columns, columns);
    }
    return rows;
  }

  @Override
  public double[] scores(double[] codes) {
    return IntStream.range(0, windows.windows().count()).boxed()
        .flatMapToDouble(w -> Arrays.stream(within(tokens(), windows.pairs()).scores(window(codes, w)))).toArray();
  }

  @Override
  public double[] softmax(double[] scores) {
    int n = tokens();
    int[] zones = windows.windows().zones();
    double unseen = params.weights() instanceof AttentionWeights.Log log ? log.softmax().maxCode() : 0;
    double[] codes = new double[scores.length];
    for (int row = 0; row < scores.length / n; row++) {
      int window = row / n / params.heads() * n;
      int zone = zones[window + row % n];
      int[] seen = IntStream.range(0, n).filter(j -> zones[window + j] == zone).toArray();
      int at = row * n;
      double[] own = within(seen.length, new int[0]).softmax(Arrays.stream(seen).mapToDouble(j -> scores[at + j]).toArray());
      Arrays.fill(codes, at, at + n, unseen);
      for (int k = 0; k < seen.length; k++) {
        codes[at + seen[k]] = own[k];
      }
    }
    return codes;
  }

  @Override
  public double[] context(double[] attention, double[] codes) {
    int width = params.heads() * params.headWidth();
    int pairs = params.heads() * tokens() * tokens();
    int[] order = windows.windows().order();
    double[] context = new double[order.length * width];
    for (int w = 0; w < windows.windows().count(); w++) {
      double[] rows = within(tokens(), new int[0])
          .context(Arrays.copyOfRange(attention, w * pairs, (w + 1) * pairs), window(codes, w));
      for (int i = 0; i < tokens(); i++) {
        System.arraycopy(rows, i * width, context, order[w * tokens() + i] * width, width);
      }
    }
    return context;
  }
}
