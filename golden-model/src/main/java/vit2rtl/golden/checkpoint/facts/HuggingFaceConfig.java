package vit2rtl.golden.checkpoint.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vit2rtl.golden.InputException;

/** Hugging Face's {@code config.json} of ViT, DeiT and DINOv2; an absent key means the default of its class. */
public record HuggingFaceConfig(JsonFacts json) {
  private static final List<String> KINDS = List.of("vit", "deit", "dinov2", "dinov2_with_registers");

  public static boolean fits(JsonNode root) {
    return root.has("model_type");
  }

  public void tell(Facts facts) {
    String kind = json.text("model_type").orElse("");
    if (!KINDS.contains(kind)) {
      throw new InputException(json.file() + " states the model_type '" + kind + "'; allowed: " + String.join(", ", KINDS));
    }
    if (json.flag("use_swiglu_ffn").orElse(false)) {
      throw new InputException(json.file() + " states use_swiglu_ffn, a gated MLP; allowed: an MLP of two layers");
    }
    facts.put(Fact.KIND, kind, json.said("model_type"));
    facts.put(Fact.EPSILON, json.number("layer_norm_eps").orElse(kind.startsWith("dinov2") ? 1e-6 : 1e-12),
        json.source("layer_norm_eps"));
    put(facts, Fact.HEADS, "num_attention_heads", json::count, 12);
    put(facts, Fact.ACTIVATION, "hidden_act", json::text, "gelu");
    put(facts, Fact.IMAGE_SIZE, "image_size", json::count, 224);
    put(facts, Fact.WIDTH, "hidden_size", json::count, 768);
    put(facts, Fact.DEPTH, "num_hidden_layers", json::count, 12);
    json.labels().ifPresent(classes -> facts.put(Fact.CLASSES, classes, json.said("id2label")));
  }

  private <T> void put(Facts facts, Fact<T> fact, String key, Function<String, Optional<T>> read, T usual) {
    facts.put(fact, read.apply(key).orElse(usual), json.source(key));
  }
}
