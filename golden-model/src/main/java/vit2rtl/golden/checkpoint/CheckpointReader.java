package vit2rtl.golden.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import vit2rtl.golden.InputException;
import vit2rtl.golden.checkpoint.facts.Fact;
import vit2rtl.golden.checkpoint.facts.Facts;
import vit2rtl.golden.checkpoint.facts.HuggingFaceConfig;
import vit2rtl.golden.checkpoint.facts.Json;
import vit2rtl.golden.checkpoint.facts.JsonFacts;
import vit2rtl.golden.checkpoint.facts.MetadataFacts;
import vit2rtl.golden.checkpoint.facts.PreprocessorConfig;
import vit2rtl.golden.checkpoint.facts.SwinFacts;
import vit2rtl.golden.checkpoint.facts.TimmConfig;
import vit2rtl.golden.checkpoint.facts.TimmNames;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.CheckpointOptions;
import vit2rtl.golden.vit.PixelNorm;
import vit2rtl.golden.vit.VitCheckpoint;

/**
 * Reads checkpoints: container, names, side files, then the common form. What is found on the way is told as it is found,
 * so that a refusal stands behind what led to it.
 */
public final class CheckpointReader {
  private CheckpointReader() {}

  /** A ViT; another network is refused. */
  public static VitCheckpoint open(Path path) {
    return open(path, CheckpointOptions.NONE);
  }

  /** A ViT: a file, an index of several or a folder; another network is refused. */
  public static VitCheckpoint open(Path path, CheckpointOptions options) {
    return vit(any(path, options, found -> { }));
  }

  /** A network of any kind; {@code told} receives what is found, and where, as it is found. */
  public static Checkpoint any(Path path, CheckpointOptions options, Consumer<String> told) {
    return read(Containers.open(path), options, told);
  }

  /** A ViT in a safetensors file that is open already, or a resource. */
  public static VitCheckpoint of(SafeTensors file, CheckpointOptions options) {
    return vit(read(Containers.of(file, Optional.empty()), options, found -> { }));
  }

  /** A network as a ViT; a Swin is refused. */
  public static VitCheckpoint vit(Checkpoint checkpoint) {
    if (checkpoint instanceof VitCheckpoint vit) {
      return vit;
    }
    throw new InputException(checkpoint.file() + " is a Swin Transformer, for which there is no hardware of the whole network"
        + " yet; allowed: plain ViTs and DeiTs; quantize, eval, compare and figures take it");
  }

  private static Checkpoint read(Source source, CheckpointOptions options, Consumer<String> told) {
    told.accept("container: " + source.container() + ", " + source.tensors().size() + " tensors");
    source.said().forEach(told);
    NamedTensors named = NamedTensors.of(source);
    told.accept("names: " + named.naming().title()
        + (named.prefixes().isEmpty() ? "" : ", without " + String.join(" ", named.prefixes())));
    Settings settings = new Settings(source.file(), named.naming(), facts(source, named.naming().family(), options, told), options);
    if (named.naming().family() == Naming.Family.SWIN) {
      return swin(source, settings, new SwinAssembler(new CommonTensors(source.file(), named), settings).assemble(), told);
    }
    Assembler.Assembled assembled = new Assembler(new CommonTensors(source.file(), named), settings).assemble();
    PixelNorm norm = settings.pixelNorm(assembled.shape().channels());
    Resizing resizing = settings.resizing(assembled.shape().imageSize());
    double epsilon = settings.epsilon();
    settings.found().forEach(told);
    return new VitCheckpoint(source.file(), assembled.shape(), norm, resizing, epsilon,
        settings.classes(assembled.shape().classes()), settings.notices(), assembled.tensors());
  }

  private static SwinCheckpoint swin(Source source, Settings settings, SwinAssembler.Assembled assembled,
      Consumer<String> told) {
    PixelNorm norm = settings.pixelNorm(assembled.shape().channels());
    Resizing resizing = settings.resizing(assembled.shape().imageSize());
    double epsilon = settings.epsilon();
    settings.found().forEach(told);
    return new SwinCheckpoint(source.file(), assembled.shape(), norm, resizing, epsilon,
        settings.classes(assembled.shape().classes()), settings.notices(), assembled.tensors());
  }

  /** The user first, then the file, then what lies beside it, then what timm's name of the model implies. */
  private static Facts facts(Source source, Naming.Family family, CheckpointOptions options,
      Consumer<String> told) {
    Facts facts = new Facts();
    options.heads().ifPresent(heads -> facts.put(Fact.HEADS, heads, "--heads"));
    options.mean().ifPresent(mean -> facts.put(Fact.MEAN, mean, "--mean"));
    options.std().ifPresent(std -> facts.put(Fact.STD, std, "--std"));
    options.epsilon().ifPresent(epsilon -> facts.put(Fact.EPSILON, epsilon, "--epsilon"));
    options.activation().ifPresent(activation -> facts.put(Fact.ACTIVATION, activation.label(), "--activation"));
    options.pool().ifPresent(pool -> facts.put(Fact.POOL, pool, "--pool"));
    options.resizing().cropPct().ifPresent(share -> facts.put(Fact.CROP_PCT, share, "--crop-pct"));
    options.resizing().interpolation().ifPresent(filter -> facts.put(Fact.INTERPOLATION, filter.name(), "--interpolation"));
    options.resizing().cropMode().ifPresent(mode -> facts.put(Fact.CROP_MODE, mode.name(), "--crop-mode"));
    boolean swin = family == Naming.Family.SWIN;
    if (swin) {
      SwinFacts.metadata(source.file(), source.metadata(), facts);
    } else {
      new MetadataFacts(source.file(), source.metadata()).tell(facts);
    }
    source.folder().ifPresent(folder -> {
      side(folder.resolve("config.json"), told).ifPresent(json -> {
        if (swin && HuggingFaceConfig.fits(json.root())) {
          SwinFacts.huggingFace(json, facts);
        } else if (HuggingFaceConfig.fits(json.root())) {
          new HuggingFaceConfig(json).tell(facts);
        } else if (TimmConfig.fits(json.root())) {
          new TimmConfig(json).tell(facts);
        }
      });
      side(folder.resolve("preprocessor_config.json"), told).ifPresent(json -> new PreprocessorConfig(json).tell(facts));
    });
    facts.get(Fact.ARCHITECTURE).ifPresent(name -> {
      if (swin) {
        SwinFacts.name(source.file(), name, facts);
      } else {
        new TimmNames(source.file(), name).tell(facts);
      }
    });
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
