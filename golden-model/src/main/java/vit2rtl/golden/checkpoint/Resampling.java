package vit2rtl.golden.checkpoint;

/** How a naming's software brings positions to another number of patches; bicubic, half-pixel centres, all of them. */
enum Resampling {
  /** a = −0.5, the kernel widened where the grid shrinks, weights at the border renormalised (antialias). */
  ANTIALIASED,
  /** a = −0.75, pixels of the border repeated. */
  CLAMPED,
  /** The same with the scale (g' + 0.1)/g in place of g'/g (DINO, DINOv2 without registers). */
  CLAMPED_OFFSET,
  /** Its own rule is not known here. */
  NONE;

  /** The rule of a naming; DINOv2's own files differ with registers, Hugging Face's as well. */
  static Resampling of(String name, boolean registers) {
    return switch (name) {
      case "antialiased" -> ANTIALIASED;
      case "clamped" -> CLAMPED;
      case "dinov2" -> registers ? ANTIALIASED : CLAMPED_OFFSET;
      case "dinov2-huggingface" -> registers ? ANTIALIASED : CLAMPED;
      default -> NONE;
    };
  }
}
