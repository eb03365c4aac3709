package vit2rtl.golden.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.stream.Collectors;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.io.AtomicFile;

/** An evaluation as files: predictions as CSV, figures as JSON. */
public final class EvaluationFiles {
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private EvaluationFiles() {}

  /** One line for each image: its name, its label (empty where unknown), then the likeliest classes. */
  public static void writePredictions(Path path, Evaluation evaluation) {
    StringBuilder csv = new StringBuilder("file,label");
    for (int i = 1; i <= evaluation.predictions().get(0).best().size(); i++) {
      csv.append(",top").append(i);
    }
    for (Prediction p : evaluation.predictions()) {
      csv.append('\n').append(field(p.name())).append(',').append(p.label() == Images.UNKNOWN ? "" : p.label())
          .append(',').append(p.best().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    AtomicFile.write(path, csv.append('\n').toString());
  }

  private static String field(String text) {
    return text.matches(".*[,\"\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /** Keys top1, top5 (percent, null where no image is labelled), images, labelled, imagesPerSecond, seconds. */
  public static ObjectNode json(Evaluation evaluation) {
    ObjectNode node = JSON.createObjectNode();
    node.put("top1", evaluation.top1().isPresent() ? evaluation.top1().getAsDouble() : null);
    node.put("top5", evaluation.top5().isPresent() ? evaluation.top5().getAsDouble() : null);
    node.put("images", evaluation.images());
    node.put("labelled", evaluation.labelled());
    node.put("imagesPerSecond", evaluation.imagesPerSecond());
    node.put("seconds", evaluation.seconds());
    return node;
  }

  public static void write(Path path, ObjectNode node) {
    try {
      AtomicFile.write(path, JSON.writeValueAsString(node) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
