package vit2rtl.golden.checkpoint.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vit2rtl.golden.data.ResizeAndCrop;
import vit2rtl.golden.data.ResizeAndCrop.Edges;
import vit2rtl.golden.data.ResizeAndCrop.Margin;
import vit2rtl.golden.data.ResizeFilter;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.data.UnknownResizing;

/**
 * How Hugging Face's image processors resize images: do_resize, size (height and width, shortest_edge, or a number),
 * resample, do_center_crop, crop_size. An absent key, and which edges a number is for, depend on the processor's class, which
 * the file names, or the kind of the model implies.
 */
record ImageProcessor(JsonFacts json, Optional<String> model) {
  private static final String LAST_PART = "(ImageProcessor(Fast|Pil)?|FeatureExtractor)$";

  /** The classes that are known, with their defaults. */
  private enum Kind {
    VIT("ViT", Edges.BOTH, 224, ResizeFilter.BILINEAR, false),
    DEIT("DeiT", Edges.BOTH, 256, ResizeFilter.BICUBIC, true),
    BIT("Bit", Edges.SHORTER, 224, ResizeFilter.BICUBIC, true),
    CLIP("CLIP", Edges.SHORTER, 224, ResizeFilter.BICUBIC, true);

    /** Of {@code crop_size}, of all that crop. */
    static final int CROP = 224;

    final String title;
    final Edges edges;
    final int size;
    final ResizeFilter filter;
    final boolean crops;

    Kind(String title, Edges edges, int size, ResizeFilter filter, boolean crops) {
      this.title = title;
      this.edges = edges;
      this.size = size;
      this.filter = filter;
      this.crops = crops;
    }
  }

  private static final Map<String, Kind> BY_MODEL = Map.of("vit", Kind.VIT, "swin", Kind.VIT, "deit", Kind.DEIT,
      "dinov2", Kind.BIT, "dinov2_with_registers", Kind.BIT);

  /** A size as it is written: its edges and pixels, or none where it is another thing. */
  private record Size(Edges edges, int pixels) {}

  /** Who states how other sizes become the model's; nobody where the processor neither resizes nor names itself. */
  Optional<Stated<Resizing>> resizing() {
    if (!json.flag("do_resize").orElse(true)) {
      return Optional.empty();
    }
    String name = json.text("image_processor_type").or(() -> json.text("feature_extractor_type")).orElse("");
    Optional<Kind> kind = name.isEmpty() ? model.map(BY_MODEL::get)
        : Arrays.stream(Kind.values()).filter(k -> k.title.equals(name.replaceFirst(LAST_PART, ""))).findFirst();
    if (kind.isEmpty() && name.isEmpty() && json.at("size").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Stated<>(kind.map(this::resizing).orElseGet(() -> new UnknownResizing(json.file().getFileName()
        + (name.isEmpty() ? " does not name its image_processor_type" : " states the image_processor_type " + name)
        + "; allowed: " + Arrays.stream(Kind.values()).map(k -> k.title + "ImageProcessor").collect(Collectors.joining(", "))
        + "; resize the images before, or state --crop-pct")), json.said("size")));
  }

  private Resizing resizing(Kind kind) {
    Optional<Size> size = json.at("size").isEmpty() ? Optional.of(new Size(kind.edges, kind.size))
        : size("size", kind.edges);
    Optional<ResizeFilter> filter = json.count("resample").map(ResizeFilter::numbered).orElse(Optional.of(kind.filter));
    boolean crops = json.flag("do_center_crop").orElse(kind.crops);
    Optional<Size> crop = !crops ? size : json.at("crop_size").isEmpty() ? Optional.of(new Size(Edges.BOTH, Kind.CROP))
        : size("crop_size", Edges.BOTH);
    if (size.isEmpty()) {
      return unknown("size", "a square, {\"height\": N, \"width\": N}, {\"shortest_edge\": N} or a number");
    }
    if (filter.isEmpty()) {
      return unknown("resample", "0 to " + (ResizeFilter.values().length - 1));
    }
    if (crop.isEmpty() || crop.get().edges() != Edges.BOTH || crop.get().pixels() > size.get().pixels()) {
      return unknown(crops ? "crop_size" : "size", "a square within what is resized");
    }
    return new ResizeAndCrop(size.get().edges(), size.get().pixels(), filter.get(), crop.get().pixels(), Margin.DOWN,
        json.file().getFileName().toString());
  }

  private Resizing unknown(String key, String allowed) {
    return new UnknownResizing(json.file().getFileName() + " has " + json.at(key).map(JsonNode::toString).orElse("nothing")
        + " as " + key + "; allowed: " + allowed + "; resize the images before, or state --crop-pct");
  }

  /** @param edges that a number alone is for */
  private Optional<Size> size(String key, Edges edges) {
    JsonNode node = json.at(key).orElseThrow();
    if (node.isNumber()) {
      return pixels(node).map(pixels -> new Size(edges, pixels));
    }
    if (node.isObject() && node.size() == 1 && node.has("shortest_edge")) {
      return pixels(node.path("shortest_edge")).map(pixels -> new Size(Edges.SHORTER, pixels));
    }
    JsonNode height = node.isArray() ? node.path(0) : node.path("height");
    JsonNode width = node.isArray() ? node.path(1) : node.path("width");
    return node.size() == 2 && height.equals(width) ? pixels(height).map(pixels -> new Size(Edges.BOTH, pixels))
        : Optional.empty();
  }

  private static Optional<Integer> pixels(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() > 0 && node.intValue() <= ResizeAndCrop.MOST
        ? Optional.of(node.intValue()) : Optional.empty();
  }
}
