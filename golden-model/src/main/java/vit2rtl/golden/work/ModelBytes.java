package vit2rtl.golden.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import vit2rtl.golden.InputException;
import vit2rtl.golden.fleet.Sha256;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.io.SafeTensors;

/**
 * An integer model with its file's bytes, which go along.
 *
 * @param name  of the file
 * @param bytes as {@link ModelFile} writes them
 */
public record ModelBytes(String name, byte[] bytes) implements ClassifierSource {

  public static ModelBytes of(Path file) {
    try {
      return new ModelBytes(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** A model that is in no file. */
  public static ModelBytes of(String name, QuantizedModel model) {
    try {
      Path file = Files.createTempFile("vit2rtl", ".safetensors");
      try {
        ModelFile.write(model, file);
        return new ModelBytes(name, Files.readAllBytes(file));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public IntegerNetwork open() {
    return ModelFile.any(tensors()).network();
  }

  /** The same of a ViT; another network is refused. */
  public QuantizedVit vit() {
    return ModelFile.read(tensors());
  }

  private SafeTensors tensors() {
    return SafeTensors.parse(name, ByteBuffer.wrap(bytes));
  }

  @Override
  public String digest() {
    return new Sha256().bytes(bytes).hex();
  }
}
