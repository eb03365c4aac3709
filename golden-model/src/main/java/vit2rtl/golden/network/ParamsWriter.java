package vit2rtl.golden.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.Embedding;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.ops.HeadNorms;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.PtfAdd;
import vit2rtl.golden.ops.PtfEmbedding;
import vit2rtl.golden.ops.PtfJoin;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.ResidualAdd;
import vit2rtl.golden.ops.WideAdd;
import vit2rtl.golden.ops.TokenMean;
import vit2rtl.golden.ops.WideEmbedding;
import vit2rtl.golden.ops.WindowParams;
import vit2rtl.golden.softmax.IExp;

/** Writes operators: arrays as tensors {@code PREFIX.array}, numbers into the manifest under {@code PREFIX}. */
final class ParamsWriter {
  private final SafeTensorsWriter tensors;
  private final ObjectNode layers;

  ParamsWriter(SafeTensorsWriter tensors, ObjectNode layers) {
    this.tensors = tensors;
    this.layers = layers;
  }

  void linear(String prefix, LinearParams linear) {
    byte[] codes = linear.weights();
    int[] weights = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      weights[i] = codes[i];
    }
    tensors.i8(prefix + ".weight", weights, linear.outputs(), linear.inputs());
    tensors.i32(prefix + ".bias", linear.bias(), linear.outputs());
    range(layers.putObject(prefix), "input", linear.input());
  }

  void requantizer(String prefix, Requantizer requantizer) {
    tensors.i32(prefix + ".multiplier", requantizer.multiplier(), requantizer.channels());
    tensors.u8(prefix + ".shift", requantizer.shift(), requantizer.channels());
    ObjectNode node = layers.putObject(prefix).put("zeroPoint", requantizer.zeroPoint());
    range(node, "output", requantizer.output());
  }

  void norm(String prefix, NormParams params) {
    params.input().ifPresent(input -> residualToPtf(prefix + ".in", input));
    LayerNormParams norm = params.norm();
    int channels = norm.channels();
    tensors.u8(prefix + ".alpha", norm.alpha(), channels);
    tensors.i32(prefix + ".gain", norm.gain(), channels);
    tensors.i64(prefix + ".offset", norm.offset(), channels);
    ObjectNode node = layers.putObject(prefix).put("zeroPoint", norm.zeroPoint()).put("epsilon", norm.epsilon())
        .put("fraction", norm.fraction());
    format(node, "input", norm.input());
    format(node, "output", norm.output());
  }

  void streamNorm(String prefix, StreamNorm params) {
    norm(prefix, params.norm());
    params.toStream().ifPresent(to -> requantizer(prefix + ".out", to));
  }

  void headNorms(String prefix, HeadNorms params) {
    for (int h = 0; h < params.norms().size(); h++) {
      norm(prefix + "." + h, new NormParams(Optional.empty(), params.norms().get(h)));
    }
  }

  void mean(String prefix, TokenMean mean) {
    requantizer(prefix + ".codes", mean.codes());
    ObjectNode node = layers.putObject(prefix).put("first", mean.first()).put("count", mean.count())
        .put("zeroPoint", mean.zeroPoint());
    range(node, "input", mean.input());
  }

  void representation(String prefix, Representation layer) {
    linear(prefix + ".fc", layer.layer());
    requantizer(prefix + ".codes", layer.codes());
    gelu(prefix + ".tanh", layer.tanh());
  }

  private void residualToPtf(String prefix, ResidualToPtfParams params) {
    tensors.u8(prefix + ".alpha", params.alpha(), params.channels());
    ObjectNode node = layers.putObject(prefix).put("residualBits", params.residualBits()).put("shift", params.shift())
        .put("zeroPoint", params.zeroPoint());
    format(node, "output", params.output());
  }

  void attention(String prefix, AttentionParams params) {
    ObjectNode node = layers.putObject(prefix).put("heads", params.heads()).put("headWidth", params.headWidth())
        .put("zeroPoint", params.zeroPoint());
    range(node, "codes", params.codes());
    exp(node.putObject("exp"), params.weights().exp());
    ObjectNode weights = node.putObject("weights");
    if (params.weights() instanceof AttentionWeights.Log log) {
      weights.put("bits", log.softmax().bits()).put("base", log.softmax().base().name())
          .put("zero", log.softmax().zero().name());
    } else if (params.weights() instanceof AttentionWeights.Uniform uniform) {
      weights.put("bits", uniform.bits()).put("levels", uniform.levels());
    }
    requantizer(prefix + ".scores", params.scores());
    requantizer(prefix + ".context", params.context());
  }

  void windows(String prefix, WindowParams params) {
    tensors.i32(prefix + ".bias", params.bias(), params.bias().length / params.heads(), params.heads());
    layers.putObject(prefix).put("side", params.windows().side()).put("window", params.windows().window())
        .put("shift", params.windows().shift());
  }

  private static void exp(ObjectNode node, IExp exp) {
    node.put("scale", exp.scale()).put("scoreBits", exp.scoreBits()).put("n", exp.n()).put("x0", exp.x0())
        .put("b", exp.b()).put("c", exp.c());
  }

  void gelu(String prefix, GeluTable gelu) {
    tensors.i32(prefix + ".table", gelu.table(), gelu.table().length);
    tensors.u8(prefix + ".shift", gelu.shift(), gelu.shift().length);
    ObjectNode node = layers.putObject(prefix).put("zeroPoint", gelu.zeroPoint());
    range(node, "input", gelu.input());
    range(node, "output", gelu.output());
  }

  void add(String prefix, ResidualAdd add) {
    if (add instanceof WideAdd wide) {
      requantizer(prefix, wide.rescale());
    } else if (add instanceof PtfJoin join) {
      requantizer(prefix, join.codes());
      ptfAdd(prefix + ".add", join.add());
    }
  }

  private void ptfAdd(String prefix, PtfAdd add) {
    tensors.u8(prefix + ".alpha_in", add.a().alpha(), add.a().alpha().length);
    tensors.u8(prefix + ".alpha", add.alpha(), add.alpha().length);
    ObjectNode node = layers.putObject(prefix).put("streamZeroPoint", add.a().zero())
        .put("streamFactor", add.aFactor()).put("zeroPoint", add.bZero()).put("factor", add.bFactor())
        .put("shift", add.shift()).put("outputZeroPoint", add.zero());
    format(node, "output", add.output());
  }

  void embedding(String prefix, Embedding embedding, int width) {
    if (embedding instanceof WideEmbedding wide) {
      requantizer(prefix, wide.rescale());
      tensors.i32(prefix + ".table", wide.table(), wide.table().length / width, width);
    } else if (embedding instanceof PtfEmbedding ptf) {
      requantizer(prefix, ptf.patchCodes());
      requantizer(prefix + ".tokens", ptf.tokenCodes());
      tensors.u8(prefix + ".leading", ptf.leading(), ptf.leading().length / width, width);
      tensors.u8(prefix + ".positions", ptf.positions(), ptf.positions().length / width, width);
      ptfAdd(prefix + ".add", ptf.add());
    }
  }

  private static void range(ObjectNode node, String name, IntRange range) {
    node.putArray(name).add(range.min()).add(range.max());
  }

  private static void format(ObjectNode node, String name, CodeFormat format) {
    node.put(name, format.toString());
  }
}
