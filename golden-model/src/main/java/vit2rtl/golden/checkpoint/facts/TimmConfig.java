package vit2rtl.golden.checkpoint.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vit2rtl.golden.InputException;

/**
 * timm's {@code config.json}: architecture, global_pool, label_names, model_args and pretrained_cfg, whose entries older
 * files have flat.
 */
public record TimmConfig(JsonFacts json) {

  public static boolean fits(JsonNode root) {
    return root.has("architecture") || root.has("pretrained_cfg");
  }

  public void tell(Facts facts) {
    refuse();
    json.text("architecture").ifPresent(name -> facts.put(Fact.ARCHITECTURE, name, json.said("architecture")));
    for (String key : List.of("model_args.global_pool", "global_pool")) {
      json.text(key).filter(pool -> !pool.isEmpty()).ifPresent(pool -> facts.put(Fact.POOL, pool, json.said(key)));
    }
    // Swin has a list of them, which its tensors show.
    json.at("model_args.num_heads").filter(heads -> !heads.isArray()).flatMap(heads -> json.count("model_args.num_heads"))
        .ifPresent(n -> facts.put(Fact.HEADS, n, json.said("model_args.num_heads")));
    json.text("model_args.act_layer").ifPresent(n -> facts.put(Fact.ACTIVATION, n, json.said("model_args.act_layer")));
    json.count("model_args.embed_dim").ifPresent(n -> facts.put(Fact.WIDTH, n, json.said("model_args.embed_dim")));
    json.count("model_args.depth").ifPresent(n -> facts.put(Fact.DEPTH, n, json.said("model_args.depth")));
    json.count("num_classes").ifPresent(n -> facts.put(Fact.CLASS_COUNT, n, json.said("num_classes")));
    imageSize(facts);
    for (String prefix : List.of("pretrained_cfg.", "")) {
      json.numbers(prefix + "mean").ifPresent(values -> facts.put(Fact.MEAN, values, json.said(prefix + "mean")));
      json.numbers(prefix + "std").ifPresent(values -> facts.put(Fact.STD, values, json.said(prefix + "std")));
      json.number(prefix + "crop_pct")
          .ifPresent(value -> facts.put(Fact.CROP_PCT, value, json.said(prefix + "crop_pct")));
      json.text(prefix + "interpolation")
          .ifPresent(name -> facts.put(Fact.INTERPOLATION, name, json.said(prefix + "interpolation")));
      json.text(prefix + "crop_mode")
          .ifPresent(name -> facts.put(Fact.CROP_MODE, name, json.said(prefix + "crop_mode")));
    }
    classes(facts);
  }

  /** What the arguments say and no tensor shows. */
  private void refuse() {
    json.at("model_args.norm_layer").ifPresent(name -> {
      if (!name.asText().toLowerCase(Locale.ROOT).startsWith("layernorm")) {
        throw new InputException(json.file() + " states the norm_layer " + name + "; allowed: layernorm");
      }
    });
    if (json.flag("model_args.pool_include_prefix").orElse(false)) {
      throw new InputException(json.file() + " states pool_include_prefix, a mean over class token and registers, too;"
          + " allowed: a mean over the patches");
    }
  }

  private void imageSize(Facts facts) {
    for (String key : List.of("model_args.img_size", "pretrained_cfg.input_size", "input_size")) {
      json.numbers(key).ifPresent(size -> {
        if (size.length == 0 || size.length > 1 && size[size.length - 1] != size[size.length - 2]) {
          throw json.wrong(key, json.at(key).orElseThrow(), "a square image");
        }
        facts.put(Fact.IMAGE_SIZE, (int) size[size.length - 1], json.said(key));
      });
    }
  }

  private void classes(Facts facts) {
    json.at("label_names").filter(JsonNode::isArray).ifPresent(names -> {
      List<String> classes = new ArrayList<>();
      names.forEach(name -> classes.add(json.text("label_descriptions." + name.asText()).orElse(name.asText())));
      facts.put(Fact.CLASSES, classes, json.said("label_names"));
    });
  }
}
