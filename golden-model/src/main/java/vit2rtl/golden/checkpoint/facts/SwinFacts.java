package vit2rtl.golden.checkpoint.facts;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;

/**
 * What is said about a Swin elsewhere than about a ViT: the size of its images at the head of the metadata string {@code
 * image} ("224x224 RGB, …") and at the end of timm's name of the model, and Hugging Face's {@code config.json}. Numbers for
 * each stage, as depths and heads, are left to the tensors.
 */
public final class SwinFacts {
  private static final Pattern IMAGE = Pattern.compile("\\s*(\\d{1,5})x(\\d{1,5})\\b.*");
  private static final Pattern NAME = Pattern.compile("swin_.*_(\\d{2,4})(?:\\..*)?");
  private static final double EPSILON = 1e-5;

  private SwinFacts() {}

  /** The metadata of a safetensors file. */
  public static void metadata(String file, Map<String, String> strings, Facts facts) {
    Map<String, String> common = new HashMap<>(strings);
    common.remove("num_heads");
    new MetadataFacts(file, common).tell(facts);
    Matcher image = IMAGE.matcher(strings.getOrDefault("image", ""));
    if (image.matches() && image.group(1).equals(image.group(2))) {
      facts.put(Fact.IMAGE_SIZE, Integer.parseInt(image.group(1)), "metadata image");
    }
  }

  /** timm's name of the model. */
  public static void name(String file, Stated<String> name, Facts facts) {
    if (!name.value().startsWith("swin_")) {
      throw new InputException(file + " states the architecture '" + name.value() + "', but its tensors are a Swin's; allowed:"
          + " swin_…, the first version");
    }
    facts.put(Fact.ACTIVATION, "gelu", "timm's name " + name.value());
    facts.put(Fact.EPSILON, EPSILON, "timm's name " + name.value());
    Matcher size = NAME.matcher(name.value());
    if (size.matches()) {
      facts.put(Fact.IMAGE_SIZE, Integer.parseInt(size.group(1)), "timm's name " + name.value());
    }
  }

  /** Hugging Face's {@code config.json}; an absent key means the default of its class. */
  public static void huggingFace(JsonFacts json, Facts facts) {
    String kind = json.text("model_type").orElse("");
    if (!kind.equals("swin")) {
      throw new InputException(json.file() + " states the model_type '" + kind + "', but the tensors are a Swin's; allowed:"
          + " swin, the first version");
    }
    if (json.flag("use_absolute_embeddings").orElse(false)) {
      throw new InputException(json.file() + " states use_absolute_embeddings, a Swin with absolute positions; allowed:"
          + " without");
    }
    facts.put(Fact.KIND, kind, json.said("model_type"));
    facts.put(Fact.EPSILON, json.number("layer_norm_eps").orElse(EPSILON), json.source("layer_norm_eps"));
    facts.put(Fact.ACTIVATION, json.text("hidden_act").orElse("gelu"), json.source("hidden_act"));
    facts.put(Fact.IMAGE_SIZE, json.count("image_size").orElse(224), json.source("image_size"));
    facts.put(Fact.WIDTH, json.count("embed_dim").orElse(96), json.source("embed_dim"));
    json.labels().ifPresent(classes -> facts.put(Fact.CLASSES, classes, json.said("id2label")));
  }
}
