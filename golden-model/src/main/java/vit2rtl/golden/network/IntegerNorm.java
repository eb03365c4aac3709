package vit2rtl.golden.network;

import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.ResidualToPtf;

/** A LayerNorm with what brings the stream to its codes. */
final class IntegerNorm {
  private final String name;
  private final ResidualToPtf input;
  private final LayerNorm norm;

  IntegerNorm(String name, NormParams params) {
    this.name = name;
    this.input = params.input().map(ResidualToPtf::new).orElse(null);
    this.norm = new LayerNorm(params.norm());
  }

  /** Whole rows of the stream. */
  int[] apply(int[] stream, IntTap tap) {
    int channels = norm.params().channels();
    int rows = stream.length / channels;
    int[] codes = input == null ? stream : input.apply(stream);
    tap.accept(name + ".in", codes, rows, channels);
    int[] normed = norm.apply(codes);
    tap.accept(name, normed, rows, channels);
    return normed;
  }
}
