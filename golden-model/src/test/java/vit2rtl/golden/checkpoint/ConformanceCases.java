package vit2rtl.golden.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import vit2rtl.golden.checkpoint.facts.Json;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.Tensor;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.vit.CheckpointOptions;
import vit2rtl.golden.vit.VitCheckpoint;

/** Tiny checkpoints as their software writes them, with that software's logits (resources, README.md there). */
public final class ConformanceCases {
  private ConformanceCases() {}

  /** One of them. */
  public record Case(Path folder, JsonNode json) {

    public boolean opens() {
      return json.path("expect").asText().equals("open");
    }

    public Path file() {
      return folder.resolve(json.path("open").asText());
    }

    /** What its user must state. */
    public CheckpointOptions options() {
      JsonNode options = json.path("options");
      return new CheckpointOptions(integer(options, "heads"), numbers(options, "mean"), numbers(options, "std"),
          integer(options, "imageSize"), Optional.ofNullable(options.path("pool").textValue()), Optional.empty(),
          OptionalDouble.empty());
    }

    public VitCheckpoint open() {
      return CheckpointReader.open(file(), options());
    }

    /** Images and the logits they have, [images, classes]. */
    public SafeTensors expected() {
      return SafeTensors.open(folder.resolve("expected.safetensors"));
    }

    public Images images() {
      Tensor tensor = expected().tensor("images");
      int count = tensor.shape().get(0);
      int size = tensor.size() / count;
      List<Image> images = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        byte[] pixels = new byte[size];
        tensor.data().get(i * size, pixels);
        images.add(new Image(tensor.shape().get(1), tensor.shape().get(2), tensor.shape().get(3), pixels));
      }
      return SyntheticVit.of(images);
    }

    @Override
    public String toString() {
      return folder.getFileName().toString();
    }

    private static OptionalInt integer(JsonNode options, String key) {
      return options.has(key) ? OptionalInt.of(options.path(key).intValue()) : OptionalInt.empty();
    }

    private static Optional<double[]> numbers(JsonNode options, String key) {
      double[] values = new double[options.path(key).size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = options.path(key).get(i).doubleValue();
      }
      return values.length == 0 ? Optional.empty() : Optional.of(values);
    }
  }

  public static List<Case> all() {
    try (Stream<Path> folders = Files.list(Path.of(ConformanceCases.class.getResource("/conformance").toURI()))) {
      return folders.filter(Files::isDirectory).sorted().map(f -> new Case(f, Json.read(f.resolve("case.json")))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static List<Case> opening() {
    return all().stream().filter(Case::opens).toList();
  }

  public static List<Case> refused() {
    return all().stream().filter(c -> !c.opens()).toList();
  }
}
