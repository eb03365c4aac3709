package vit2rtl.golden.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vit2rtl.golden.InputException;
import vit2rtl.golden.Version;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.io.StrictJson;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.vit.Activation;
import vit2rtl.golden.vit.Distillation;
import vit2rtl.golden.vit.Pooling;
import vit2rtl.golden.vit.QkvBias;
import vit2rtl.golden.vit.VitExtra;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.golden.vit.VitVariant;

/**
 * A quantised model as one safetensors file. Its tensors are integers under timm's names with what integer arithmetic
 * adds ({@code .multiplier}, {@code .shift}, {@code .gain}, …) and, under {@code scales.}, what they stand for; its
 * metadata holds under {@value #KEY} a JSON manifest: format version, tool, sizes, classes, what becomes of images of
 * another size where the checkpoint says it, how it was made, the numbers of each layer, zero point and scale of each tensor. Any safetensors reader opens it.
 */
public final class ModelFile {
  public static final String KEY = "vit2rtl";
  /** Version of the format; a file of a newer one is refused. */
  public static final int VERSION = 3;
  /** Of plain models, which older tools read, too. */
  private static final int PLAIN_VERSION = 1;
  /** Of the variants of a ViT. */
  private static final int VARIANT_VERSION = 2;
  private static final String SCALES = "scales.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFile() {}

  /** Whether a file is a quantised model, of any version. */
  public static boolean isModel(SafeTensors file) {
    return file.metadata().containsKey(KEY);
  }

  public static void write(QuantizedModel model, Path path) {
    SafeTensorsWriter tensors = new SafeTensorsWriter();
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("version", version(model)).put("tool", Version.TOOL);
    if (model instanceof QuantizedSwin swin) {
      SwinManifest.shape(manifest.putObject(SwinManifest.KEY), swin.shape());
    } else {
      shape(manifest.putObject("shape"), ((QuantizedVit) model).shape());
    }
    model.classes().forEach(manifest.putArray("classes")::add);
    ResizingManifest.write(manifest, model.resizing());
    ObjectNode origin = manifest.putObject("origin");
    model.origin().forEach(origin::put);
    ParamsWriter writer = new ParamsWriter(tensors, manifest.putObject("layers"));
    if (model instanceof QuantizedSwin swin) {
      SwinManifest.write(writer, swin);
    } else {
      layers(writer, (QuantizedVit) model);
    }
    ObjectNode grids = manifest.putObject("tensors");
    model.grids().forEach((name, grid) -> grid(tensors, grids.putObject(name), name, grid));
    tensors.metadata("format", "vit2rtl integer vision transformer").metadata(KEY, manifest.toString()).write(path);
  }

  private static int version(QuantizedModel model) {
    return model instanceof QuantizedVit vit
        ? vit.shape().variant().beyondPlain().isEmpty() ? PLAIN_VERSION : VARIANT_VERSION : VERSION;
  }

  private static void layers(ParamsWriter writer, QuantizedVit model) {
    writer.linear("patch_embed.proj", model.patch());
    writer.embedding("embed", model.embedding(), model.shape().width());
    model.extras().normPre().ifPresent(pre -> writer.streamNorm("norm_pre", pre));
    for (int i = 0; i < model.blocks().size(); i++) {
      block(writer, "blocks." + i + ".", model.blocks().get(i));
    }
    head(writer, model.head());
  }

  static void head(ParamsWriter writer, HeadParams head) {
    writer.norm("norm", head.norm());
    head.mean().ifPresent(mean -> writer.mean("pooled", mean));
    head.representation().ifPresent(layer -> writer.representation("pre_logits", layer));
    for (int h = 0; h < head.heads().size(); h++) {
      writer.linear(head(h), head.heads().get(h));
      writer.requantizer(head(h) + ".logits", head.logits().get(h));
    }
  }

  private static String head(int index) {
    return index == 0 ? "head" : "head_dist";
  }

  static void block(ParamsWriter writer, String name, BlockParams block) {
    writer.norm(name + "norm1", block.norm1());
    writer.linear(name + "attn.qkv", block.qkv());
    writer.requantizer(name + "attn.qkv.codes", block.qkvCodes());
    block.headNorms().ifPresent(norms -> writer.headNorms(name + "attn.qk_norm", norms));
    writer.attention(name + "attn", block.attention());
    writer.linear(name + "attn.proj", block.proj());
    writer.add(name + "attn.out", block.attentionAdd());
    writer.norm(name + "norm2", block.norm2());
    writer.linear(name + "mlp.fc1", block.fc1());
    writer.requantizer(name + "mlp.fc1.codes", block.fc1Codes());
    writer.gelu(name + "mlp.gelu", block.gelu());
    writer.linear(name + "mlp.fc2", block.fc2());
    writer.add(name + "out", block.mlpAdd());
  }

  private static void shape(ObjectNode node, VitShape shape) {
    node.put("imageSize", shape.imageSize()).put("patch", shape.patch()).put("channels", shape.channels())
        .put("width", shape.width()).put("depth", shape.depth()).put("heads", shape.heads()).put("mlp", shape.mlp())
        .put("classes", shape.classes()).put("distillation", shape.distillation().name())
        .put("qkvBias", shape.qkvBias().name());
    VitVariant variant = shape.variant();
    if (!variant.equals(VitVariant.PLAIN)) {
      ObjectNode inner = node.putObject("variant").put("activation", variant.activation().name())
          .put("pooling", variant.pooling().name()).put("registers", variant.registers())
          .put("representation", variant.representation());
      variant.extras().stream().sorted().forEach(extra -> inner.withArray("extras").add(extra.name()));
    }
  }

  private static void grid(SafeTensorsWriter tensors, ObjectNode node, String name, TensorGrid grid) {
    node.put("zeroPoint", grid.zeroPoint());
    if (grid.scale().length == 1) {
      node.put("scale", grid.scale()[0]);
    } else {
      node.put("scales", SCALES + name);
      tensors.f64(SCALES + name, grid.scale(), grid.scale().length);
    }
  }

  /** A ViT; another network is refused. */
  public static QuantizedVit read(Path path) {
    return read(SafeTensors.open(path));
  }

  /** The same. */
  public static QuantizedVit read(SafeTensors file) {
    if (any(file) instanceof QuantizedVit vit) {
      return vit;
    }
    throw new InputException(file.file() + " is a Swin Transformer, for which there is no hardware of the whole network yet;"
        + " allowed: plain ViTs and DeiTs; eval, figures, export onnx, verify onnx, extract and single units take it");
  }

  /** A network of any kind. */
  public static QuantizedModel any(Path path) {
    return any(SafeTensors.open(path));
  }

  /** The same. */
  public static QuantizedModel any(SafeTensors file) {
    String manifest = file.metadata().get(KEY);
    if (manifest == null) {
      throw new InputException(file.file() + " is not a quantised model: its metadata has no '" + KEY
          + "'; make one by vit2rtl quantize, or evaluate a float checkpoint with --checkpoint");
    }
    return any(file, manifest);
  }

  /** The network that these tensors are by a manifest. */
  static QuantizedModel any(SafeTensors file, String text) {
    JsonNode manifest = manifest(file, text);
    ParamsReader reader = new ParamsReader(file, manifest.path("layers"));
    List<String> classes = new ArrayList<>();
    manifest.path("classes").forEach(name -> classes.add(name.asText()));
    Resizing resizing = ResizingManifest.read(file.file(), manifest);
    Map<String, String> origin = new LinkedHashMap<>();
    manifest.path("origin").fields().forEachRemaining(e -> origin.put(e.getKey(), e.getValue().asText()));
    Map<String, TensorGrid> grids = grids(file, manifest.path("tensors"));
    if (manifest.has(SwinManifest.KEY)) {
      return SwinManifest.read(file.file(), manifest.path(SwinManifest.KEY), reader, classes, resizing, origin, grids);
    }
    VitShape shape = shape(file, manifest.path("shape"));
    int width = shape.width();
    List<BlockParams> blocks = new ArrayList<>();
    for (int i = 0; i < shape.depth(); i++) {
      blocks.add(block(reader, "blocks." + i + ".", shape));
    }
    HeadParams head = head(reader, shape);
    return new QuantizedVit(shape, classes, resizing, origin, reader.linear("patch_embed.proj", shape.patchInputs(), width),
        reader.embedding("embed", shape.leadingTokens(), shape.tokens(), width), blocks, head.norm(),
        new Extras(shape.variant().has(VitExtra.NORM_PRE) ? Optional.of(reader.streamNorm("norm_pre", width))
            : Optional.empty(), head.mean(), head.representation()), head.heads(), head.logits(), grids);
  }

  static HeadParams head(ParamsReader reader, VitShape shape) {
    VitVariant variant = shape.variant();
    int width = shape.width();
    List<LinearParams> heads = new ArrayList<>();
    List<Requantizer> logits = new ArrayList<>();
    for (int h = 0; h < shape.logitHeads(); h++) {
      heads.add(reader.linear(head(h), shape.headInputs(), shape.classes()));
      logits.add(reader.requantizer(head(h) + ".logits", shape.classes()));
    }
    return new HeadParams(shape, reader.norm("norm", width),
        variant.pooling() != Pooling.TOKEN ? Optional.of(reader.mean("pooled", width)) : Optional.empty(),
        variant.representation() > 0
            ? Optional.of(reader.representation("pre_logits", width, shape.headInputs())) : Optional.empty(),
        heads, logits);
  }

  private static JsonNode manifest(SafeTensors file, String text) {
    try {
      JsonNode manifest = StrictJson.read(text);
      int version = manifest.path("version").asInt(0);
      if (version > VERSION) {
        throw new InputException(file.file() + " has format version " + version + ", written by "
            + manifest.path("tool").asText("a newer vit2rtl") + "; this is " + Version.TOOL + ", which reads versions up to "
            + VERSION + "; use a newer vit2rtl or quantise again with this one");
      }
      if (version < 1) {
        throw new InputException(file.file() + " has no format version in its manifest; the file is damaged");
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new InputException(file.file() + " has a manifest that is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static VitShape shape(SafeTensors file, JsonNode node) {
    for (String name : List.of("imageSize", "patch", "channels", "width", "depth", "heads", "mlp", "classes")) {
      if (!node.path(name).canConvertToInt() || !node.path(name).isIntegralNumber()) {
        throw new InputException(file.file() + ": its manifest has " + node.path(name) + " as '" + name
            + "' of the shape; needed: an integer");
      }
    }
    return new VitShape(node.path("imageSize").intValue(), node.path("patch").intValue(),
        node.path("channels").intValue(), node.path("width").intValue(), node.path("depth").intValue(),
        node.path("heads").intValue(), node.path("mlp").intValue(), node.path("classes").intValue(),
        choice(file.file(), node, "distillation", Distillation.values()), choice(file.file(), node, "qkvBias", QkvBias.values()),
        variant(file, node.path("variant")));
  }

  private static VitVariant variant(SafeTensors file, JsonNode node) {
    if (node.isMissingNode()) {
      return VitVariant.PLAIN;
    }
    Set<VitExtra> extras = EnumSet.noneOf(VitExtra.class);
    for (JsonNode extra : node.path("extras")) {
      extras.add(choice(file.file(), JSON.createObjectNode().set("extras", extra), "extras", VitExtra.values()));
    }
    if (!node.path("registers").isInt() || !node.path("representation").isInt()) {
      throw new InputException(file.file() + ": its manifest has " + node + " as 'variant' of the shape; needed: whole"
          + " numbers of registers and of the representation");
    }
    return new VitVariant(choice(file.file(), node, "activation", Activation.values()),
        choice(file.file(), node, "pooling", Pooling.values()), node.path("registers").intValue(),
        node.path("representation").intValue(), extras);
  }

  static <E extends Enum<E>> E choice(String file, JsonNode node, String name, E[] values) {
    for (E value : values) {
      if (value.name().equals(node.path(name).asText())) {
        return value;
      }
    }
    throw new InputException(file + ": its manifest has " + node.path(name) + " as '" + name
        + "' of the shape; allowed: " + List.of(values));
  }

  static BlockParams block(ParamsReader reader, String name, VitShape shape) {
    int width = shape.width();
    return new BlockParams(reader.norm(name + "norm1", width), reader.linear(name + "attn.qkv", width, 3 * width),
        reader.requantizer(name + "attn.qkv.codes", 3 * width), shape.variant().has(VitExtra.QK_NORM)
            ? Optional.of(reader.headNorms(name + "attn.qk_norm", 2 * shape.heads(), shape.headWidth())) : Optional.empty(),
        reader.attention(name + "attn"),
        reader.linear(name + "attn.proj", width, width), reader.add(name + "attn.out", width),
        reader.norm(name + "norm2", width), reader.linear(name + "mlp.fc1", width, shape.mlp()),
        reader.requantizer(name + "mlp.fc1.codes", shape.mlp()), reader.gelu(name + "mlp.gelu", shape.mlp()),
        reader.linear(name + "mlp.fc2", shape.mlp(), width), reader.add(name + "out", width));
  }

  private static Map<String, TensorGrid> grids(SafeTensors file, JsonNode nodes) {
    Map<String, TensorGrid> grids = new LinkedHashMap<>();
    nodes.fields().forEachRemaining(entry -> {
      JsonNode node = entry.getValue();
      double[] scale = node.has("scales")
          ? file.tensor(node.path("scales").asText()).doubles() : new double[] {node.path("scale").asDouble(Double.NaN)};
      if (!node.path("zeroPoint").isInt() || Double.isNaN(scale[0])) {
        throw new InputException(file.file() + ": its manifest has " + node + " for tensor '" + entry.getKey()
            + "'; needed: a whole number as zeroPoint, and a number as scale");
      }
      grids.put(entry.getKey(), new TensorGrid(node.path("zeroPoint").intValue(), scale));
    });
    return grids;
  }
}
