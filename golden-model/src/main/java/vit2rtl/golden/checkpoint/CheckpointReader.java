package vit2rtl.golden.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.vit.CheckpointOptions;
import vit2rtl.golden.vit.PixelNorm;
import vit2rtl.golden.vit.VitCheckpoint;

/**
 * Reads checkpoints: container, names, side files, then the common form. What is found on the way is told as it is found,
 * so that a refusal stands behind what led to it.
 */
public final class CheckpointReader {
  private CheckpointReader() {}

  public static VitCheckpoint open(Path path) {
    return open(path, CheckpointOptions.NONE);
  }

  /** Opens a file, an index of several or a folder. */
  public static VitCheckpoint open(Path path, CheckpointOptions options) {
    return open(path, options, found -> { });
  }

  /** The same; {@code told} receives what is found, and where, as it is found. */
  public static VitCheckpoint open(Path path, CheckpointOptions options, Consumer<String> told) {
    return read(Containers.open(path), options, told);
  }

  /** The same of a safetensors file that is open already, or a resource. */
  public static VitCheckpoint of(SafeTensors file, CheckpointOptions options) {
    return read(Containers.of(file, Optional.empty()), options, found -> { });
  }

  private static VitCheckpoint read(Source source, CheckpointOptions options, Consumer<String> told) {
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
    return new VitCheckpoint(source.file(), assembled.shape(), norm, epsilon,
        settings.classes(assembled.shape().classes()), settings.notices(), assembled.tensors());
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
