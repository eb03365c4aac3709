package vit2rtl.golden.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.vit.CheckpointOptions;
import vit2rtl.golden.vit.PixelNorm;
import vit2rtl.golden.vit.VitShape;

/**
 * Reads checkpoints: container, names, side files, then the common form. What is found on the way is told as it is found,
 * so that a refusal stands behind what led to it.
 */
public final class CheckpointReader {

  /**
   * A checkpoint in the common form.
   *
   * @param file      where it comes from, for messages
   * @param shape     sizes and variant
   * @param pixelNorm of its images
   * @param epsilon   ε of every LayerNorm
   * @param classes   names of the classes, or none
   * @param notices   what nobody stated and was assumed
   * @param tensors   values by the common names, read anew at each call
   */
  public record Result(String file, VitShape shape, PixelNorm pixelNorm, double epsilon, List<String> classes,
      List<String> notices, Map<String, Supplier<float[]>> tensors) {}

  private CheckpointReader() {}

  /** Opens a file, an index of several or a folder; {@code told} hears what is found. */
  public static Result open(Path path, CheckpointOptions options, Consumer<String> told) {
    return read(Containers.open(path), options, told);
  }

  /** The same of a safetensors file that is open already, or a resource. */
  public static Result of(SafeTensors file, CheckpointOptions options) {
    return read(Containers.of(file, Optional.empty()), options, found -> { });
  }

  private static Result read(Source source, CheckpointOptions options, Consumer<String> told) {
    told.accept("container: " + source.container() + ", " + source.tensors().size() + " tensors");
    source.said().forEach(told);
    NamedTensors named = NamedTensors.of(source);
    told.accept("names: " + named.naming().title()
        + (named.prefixes().isEmpty() ? "" : ", without " + String.join(" ", named.prefixes())));
    Settings settings = new Settings(source.file(), named.naming(), facts(source, options, told), options);
    Assembler.Assembled assembled = new Assembler(new CommonTensors(source.file(), named), settings).assemble();
    PixelNorm norm = settings.pixelNorm(assembled.shape().channels());
    double epsilon = settings.epsilon();
    settings.found().forEach(told);
    return new Result(source.file(), assembled.shape(), norm, epsilon, settings.classes(assembled.shape().classes()),
        settings.notices(), assembled.tensors());
  }

  /** The user first, then the file, then what lies beside it, then what timm's name of the model implies. */
  private static Facts facts(Source source, CheckpointOptions options, Consumer<String> told) {
    Facts facts = new Facts();
    options.heads().ifPresent(heads -> facts.put(Fact.HEADS, heads, "--heads"));
    options.mean().ifPresent(mean -> facts.put(Fact.MEAN, mean, "--mean"));
    options.std().ifPresent(std -> facts.put(Fact.STD, std, "--std"));
    options.epsilon().ifPresent(epsilon -> facts.put(Fact.EPSILON, epsilon, "--epsilon"));
    options.activation().ifPresent(activation -> facts.put(Fact.ACTIVATION, activation.label(), "--activation"));
    options.pool().ifPresent(pool -> facts.put(Fact.POOL, pool, "--pool"));
    new MetadataFacts(source.file(), source.metadata()).tell(facts);
    source.folder().ifPresent(folder -> {
      side(folder.resolve("config.json"), told).ifPresent(json -> {
        if (HuggingFaceConfig.fits(json.root())) {
          new HuggingFaceConfig(json).tell(facts);
        } else if (TimmConfig.fits(json.root())) {
          new TimmConfig(json).tell(facts);
        }
      });
      side(folder.resolve("preprocessor_config.json"), told).ifPresent(json -> new PreprocessorConfig(json).tell(facts));
    });
    facts.get(Fact.ARCHITECTURE).ifPresent(name -> new TimmNames(source.file(), name).tell(facts));
    return facts;
  }

  private static Optional<JsonFacts> side(Path path, Consumer<String> told) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    JsonNode root = Json.read(path);
    told.accept("beside it: " + path.getFileName());
    return Optional.of(new JsonFacts(path, root));
  }
}
