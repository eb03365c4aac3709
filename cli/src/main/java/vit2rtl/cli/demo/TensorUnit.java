package vit2rtl.cli.demo;

/** Which part of an accelerator a tensor of the network comes from, in the words of its units. */
final class TensorUnit {
  private TensorUnit() {}

  static String of(String tensor) {
    String name = kind(tensor);
    if (name.endsWith(".acc")) {
      return name.equals("attn.context.acc") ? "context" : "engine";
    }
    if (name.endsWith(".in")) {
      return "ptf";
    }
    return switch (name) {
      case "norm1", "norm2", "norm" -> "layernorm";
      case "attn.softmax" -> "softmax";
      case "mlp.gelu" -> "gelu";
      case "embed", "attn.out", "out" -> "residual";
      case "logits" -> "drain";
      default -> "requantize";
    };
  }

  /** The same tensor of every block by one name. */
  static String kind(String tensor) {
    return tensor.replaceFirst("^blocks\\.\\d+\\.", "");
  }
}
