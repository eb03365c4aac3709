package vit2rtl.golden.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.ResizeAndCrop;
import vit2rtl.golden.data.ResizeFilter;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.data.UnknownResizing;

/**
 * What {@link ModelFile} writes of images of another size under {@value #KEY}: edges, size, filter, crop, margin, source; or
 * why they are refused; or nothing where nobody says it.
 */
final class ResizingManifest {
  private static final String KEY = "resizing";
  private static final String REFUSED = "refused";

  private ResizingManifest() {}

  static void write(ObjectNode manifest, Resizing resizing) {
    if (resizing instanceof ResizeAndCrop how) {
      manifest.putObject(KEY).put("edges", how.edges().name()).put("size", how.size()).put("filter", how.filter().name())
          .put("crop", how.crop()).put("margin", how.margin().name()).put("source", how.source());
    } else if (resizing instanceof UnknownResizing unknown) {
      manifest.putObject(KEY).put(REFUSED, unknown.reason());
    }
  }

  static Resizing read(String file, JsonNode manifest) {
    JsonNode node = manifest.path(KEY);
    if (node.isMissingNode()) {
      return Resizing.UNSTATED;
    }
    if (node.has(REFUSED)) {
      return new UnknownResizing(node.path(REFUSED).asText());
    }
    if (!node.path("size").isInt() || !node.path("crop").isInt() || !node.path("source").isTextual()) {
      throw new InputException(file + ": its manifest has " + node + " as '" + KEY + "'; needed: whole numbers as size and"
          + " crop, and a source");
    }
    return new ResizeAndCrop(ModelFile.choice(file, node, "edges", ResizeAndCrop.Edges.values()),
        node.path("size").intValue(), ModelFile.choice(file, node, "filter", ResizeFilter.values()),
        node.path("crop").intValue(), ModelFile.choice(file, node, "margin", ResizeAndCrop.Margin.values()),
        node.path("source").textValue());
  }
}
