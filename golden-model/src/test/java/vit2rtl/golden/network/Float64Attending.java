package vit2rtl.golden.network;

/** Attention of {@link Float64Simulation}: codes in, codes out. */
interface Float64Attending {
  double[] scores(double[] qkv);

  double[] softmax(double[] scores);

  double[] context(double[] attention, double[] qkv);
}
