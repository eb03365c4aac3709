package vit2rtl.golden.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.RawTensor;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.torch.TorchFile;

/** Opens files by what they are, not by their names: safetensors, an index of several, what torch.save writes; or a folder of one. */
final class Containers {
  private static final String INDEX = ".index.json";
  /** What a folder is searched for, in this order. */
  private static final List<String> USUAL = List.of("model.safetensors", "model.safetensors.index.json",
      "pytorch_model.bin", "pytorch_model.bin.index.json", "model.pth", "model.pt");

  private Containers() {}

  static Source open(Path path) {
    if (Files.isDirectory(path)) {
      Path inside = USUAL.stream().map(path::resolve).filter(Files::isRegularFile).findFirst()
          .orElseThrow(() -> new InputException(path + " is a folder without a checkpoint; looked for: "
              + String.join(", ", USUAL) + "; name the file"));
      Source source = open(inside);
      return with(source, path + " is a folder; took " + inside.getFileName());
    }
    Optional<Path> folder = Optional.of(path.toAbsolutePath().getParent());
    if (path.getFileName().toString().endsWith(INDEX)) {
      return Shards.open(path, folder);
    }
    if (torch(path)) {
      TorchFile file = TorchFile.open(path);
      Nesting nesting = Nesting.of(path.toString(), file.root());
      return new Source(path.toString(), file.container(), nesting.tensors(), Map.of(), nesting.said(), folder);
    }
    return of(SafeTensors.open(path), folder);
  }

  static Source of(SafeTensors file, Optional<Path> folder) {
    Map<String, RawTensor> tensors = new LinkedHashMap<>();
    file.names().forEach(name -> tensors.put(name, RawTensor.of(file.tensor(name))));
    return new Source(file.file(), "safetensors", tensors, file.metadata(), List.of(), folder);
  }

  private static Source with(Source source, String said) {
    List<String> all = new ArrayList<>(source.said());
    all.add(0, said);
    return new Source(source.file(), source.container(), source.tensors(), source.metadata(), all, source.folder());
  }

  /** Whether a file begins as torch.save's do: a zip archive, or a pickle. */
  private static boolean torch(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] first = in.readNBytes(2);
      return first.length == 2 && (first[0] == 'P' && first[1] == 'K' || first[0] == (byte) 0x80 && first[1] <= 5);
    } catch (IOException e) {
      throw new InputException(path + " cannot be read: " + e.getMessage(), e);
    }
  }
}
