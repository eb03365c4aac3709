package vit2rtl.golden.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
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
import vit2rtl.golden.ops.TokenMean;
import vit2rtl.golden.ops.WideAdd;
import vit2rtl.golden.ops.WideEmbedding;
import vit2rtl.golden.ops.WindowParams;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.golden.swin.Windows;

/** Reads what {@link ParamsWriter} wrote; anything missing or out of range is refused by name. */
final class ParamsReader {
  private final SafeTensors file;
  private final JsonNode layers;

  ParamsReader(SafeTensors file, JsonNode layers) {
    this.file = file;
    this.layers = layers;
  }

  LinearParams linear(String prefix, int inputs, int outputs) {
    int[] wide = file.tensor(prefix + ".weight").require(outputs, inputs).ints();
    byte[] weights = new byte[wide.length];
    for (int i = 0; i < wide.length; i++) {
      weights[i] = (byte) wide[i];
    }
    return new LinearParams(prefix, inputs, outputs, weights, ints(prefix + ".bias", outputs),
        range(layer(prefix), prefix, "input"));
  }

  Requantizer requantizer(String prefix, int channels) {
    return new Requantizer(ints(prefix + ".multiplier", channels), ints(prefix + ".shift", channels),
        integer(layer(prefix), prefix, "zeroPoint"), range(layer(prefix), prefix, "output"));
  }

  NormParams norm(String prefix, int channels) {
    JsonNode node = layer(prefix);
    Optional<ResidualToPtfParams> input =
        layers.has(prefix + ".in") ? Optional.of(residualToPtf(prefix + ".in", channels)) : Optional.empty();
    return new NormParams(input, new LayerNormParams(format(node, prefix, "input"), integer(node, prefix, "zeroPoint"),
        ints(prefix + ".alpha", channels), number(node, prefix, "epsilon").longValue(),
        format(node, prefix, "output"), ints(prefix + ".gain", channels),
        file.tensor(prefix + ".offset").require(channels).longs(), integer(node, prefix, "fraction")));
  }

  StreamNorm streamNorm(String prefix, int channels) {
    return new StreamNorm(norm(prefix, channels),
        layers.has(prefix + ".out") ? Optional.of(requantizer(prefix + ".out", channels)) : Optional.empty());
  }

  HeadNorms headNorms(String prefix, int count, int channels) {
    List<LayerNormParams> norms = new ArrayList<>();
    for (int h = 0; h < count; h++) {
      norms.add(norm(prefix + "." + h, channels).norm());
    }
    return new HeadNorms(norms);
  }

  TokenMean mean(String prefix, int channels) {
    JsonNode node = layer(prefix);
    return new TokenMean(integer(node, prefix, "first"), integer(node, prefix, "count"), range(node, prefix, "input"),
        integer(node, prefix, "zeroPoint"), requantizer(prefix + ".codes", channels));
  }

  Representation representation(String prefix, int inputs, int outputs) {
    return new Representation(linear(prefix + ".fc", inputs, outputs), requantizer(prefix + ".codes", outputs),
        gelu(prefix + ".tanh", outputs));
  }

  private ResidualToPtfParams residualToPtf(String prefix, int channels) {
    JsonNode node = layer(prefix);
    return new ResidualToPtfParams(integer(node, prefix, "residualBits"), integer(node, prefix, "shift"),
        ints(prefix + ".alpha", channels), integer(node, prefix, "zeroPoint"), format(node, prefix, "output"));
  }

  AttentionParams attention(String prefix) {
    JsonNode node = layer(prefix);
    int heads = integer(node, prefix, "heads");
    int headWidth = integer(node, prefix, "headWidth");
    return new AttentionParams(heads, headWidth, range(node, prefix, "codes"), integer(node, prefix, "zeroPoint"),
        requantizer(prefix + ".scores", heads), weights(prefix, node), requantizer(prefix + ".context", heads * headWidth));
  }

  WindowParams windows(String prefix, Windows windows, int heads) {
    JsonNode node = layer(prefix);
    if (integer(node, prefix, "side") != windows.side() || integer(node, prefix, "window") != windows.window()
        || integer(node, prefix, "shift") != windows.shift()) {
      throw new InputException(file.file() + ": its manifest has " + node + " as layer '" + prefix + "'; needed: " + windows);
    }
    int side = 2 * windows.window() - 1;
    return new WindowParams(windows, file.tensor(prefix + ".bias").require(side * side, heads).ints());
  }

  private AttentionWeights weights(String prefix, JsonNode node) {
    JsonNode e = node.path("exp");
    IExp exp = new IExp(number(e, prefix, "scale").doubleValue(), integer(e, prefix, "scoreBits"),
        integer(e, prefix, "n"), number(e, prefix, "x0").longValue(), number(e, prefix, "b").longValue(),
        number(e, prefix, "c").longValue());
    JsonNode weights = node.path("weights");
    if (weights.has("levels")) {
      return new AttentionWeights.Uniform(exp, integer(weights, prefix, "bits"), integer(weights, prefix, "levels"));
    }
    return new AttentionWeights.Log(new SoftmaxParams(exp, integer(weights, prefix, "bits"),
        choice(LogBase.class, weights, prefix, "base"), choice(ZeroState.class, weights, prefix, "zero")));
  }

  GeluTable gelu(String prefix, int channels) {
    JsonNode node = layer(prefix);
    return new GeluTable(range(node, prefix, "input"), file.tensor(prefix + ".table").ints(),
        ints(prefix + ".shift", channels), integer(node, prefix, "zeroPoint"), range(node, prefix, "output"));
  }

  ResidualAdd add(String prefix, int channels) {
    Requantizer requantizer = requantizer(prefix, channels);
    return layers.has(prefix + ".add") ? new PtfJoin(requantizer, ptfAdd(prefix + ".add", channels))
        : new WideAdd(requantizer);
  }

  private PtfAdd ptfAdd(String prefix, int channels) {
    JsonNode node = layer(prefix);
    return new PtfAdd(
        new PtfAdd.Operand(integer(node, prefix, "streamZeroPoint"), ints(prefix + ".alpha_in", channels)),
        integer(node, prefix, "streamFactor"), integer(node, prefix, "zeroPoint"), integer(node, prefix, "factor"),
        integer(node, prefix, "shift"), ints(prefix + ".alpha", channels), integer(node, prefix, "outputZeroPoint"),
        format(node, prefix, "output"));
  }

  Embedding embedding(String prefix, int leading, int tokens, int width) {
    Requantizer requantizer = requantizer(prefix, width);
    if (!layers.has(prefix + ".add")) {
      return new WideEmbedding(requantizer, file.tensor(prefix + ".table").require(tokens, width).ints());
    }
    return new PtfEmbedding(requantizer, requantizer(prefix + ".tokens", 1),
        file.tensor(prefix + ".leading").require(leading, width).ints(),
        file.tensor(prefix + ".positions").require(tokens, width).ints(), ptfAdd(prefix + ".add", width));
  }

  private int[] ints(String name, int count) {
    return file.tensor(name).require(count).ints();
  }

  private JsonNode layer(String prefix) {
    JsonNode node = layers.path(prefix);
    if (!node.isObject()) {
      throw new InputException(file.file() + ": its manifest has no layer '" + prefix + "'; the file is damaged");
    }
    return node;
  }

  private JsonNode number(JsonNode node, String prefix, String name) {
    if (!node.path(name).isNumber()) {
      throw new InputException(file.file() + ": its manifest has " + node.path(name) + " as '" + name + "' of layer '"
          + prefix + "'; needed: a number");
    }
    return node.path(name);
  }

  private int integer(JsonNode node, String prefix, String name) {
    JsonNode value = number(node, prefix, name);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new InputException(file.file() + ": its manifest has " + value + " as '" + name + "' of layer '" + prefix
          + "'; needed: a 32-bit integer");
    }
    return value.intValue();
  }

  private IntRange range(JsonNode node, String prefix, String name) {
    JsonNode ends = node.path(name);
    if (!ends.isArray() || ends.size() != 2 || !ends.get(0).isIntegralNumber() || !ends.get(1).isIntegralNumber()
        || ends.get(0).longValue() > ends.get(1).longValue()) {
      throw new InputException(file.file() + ": its manifest has " + ends + " as '" + name + "' of layer '" + prefix
          + "'; needed: the least and the greatest integer");
    }
    return new IntRange(ends.get(0).longValue(), ends.get(1).longValue());
  }

  private CodeFormat format(JsonNode node, String prefix, String name) {
    String text = node.path(name).asText();
    if (!text.matches("u?int[4-8]")) {
      throw new InputException(file.file() + ": its manifest has '" + text + "' as '" + name + "' of layer '" + prefix
          + "'; allowed: int4 to int8 and uint4 to uint8");
    }
    int bits = text.charAt(text.length() - 1) - '0';
    return text.startsWith("u") ? CodeFormat.unsigned(bits) : CodeFormat.signed(bits);
  }

  private <E extends Enum<E>> E choice(Class<E> type, JsonNode node, String prefix, String name) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(node.path(name).asText())) {
        return value;
      }
    }
    throw new InputException(file.file() + ": its manifest has " + node.path(name) + " as '" + name + "' of layer '"
        + prefix + "'; allowed: " + Arrays.toString(type.getEnumConstants()));
  }
}
