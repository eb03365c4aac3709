package vit2rtl.golden.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files that people take for safetensors, known by their first bytes, each with what to do instead. */
record ForeignFile(String start, String what) {
  private static final int LOOK = 4096;
  private static final int TAR_MARK = 257;
  /** Its first field is the version, a small number; then the producer's name or the like. */
  private static final Pattern ONNX = Pattern.compile("\b[\\x01-\\x20][\\x12\\x1a\\x3a\\x42]", Pattern.DOTALL);
  private static final String CONVERT = "; convert it where PyTorch is installed: load it with torch.load and write it"
      + " with safetensors.torch.save_file";

  private static final List<ForeignFile> KNOWN = List.of(
      new ForeignFile("version https://git-lfs", "a Git LFS pointer, which stands for the file; fetch the file itself"
          + " with git lfs pull"),
      new ForeignFile("PK\3\4", "a zip archive, as torch.save (.pt, .pth, .bin) and NumPy (.npz) write them" + CONVERT),
      new ForeignFile("\u0080\2", "a Python pickle, as older versions of torch.save write them" + CONVERT),
      new ForeignFile("\u0080\3", "a Python pickle" + CONVERT),
      new ForeignFile("\u0080\4", "a Python pickle" + CONVERT),
      new ForeignFile("\u0080\5", "a Python pickle" + CONVERT),
      new ForeignFile("\u0089HDF", "an HDF5 file, as Keras writes them; convert it to safetensors"),
      new ForeignFile("\u0093NUMPY", "a NumPy array; convert it to safetensors"),
      new ForeignFile("GGUF", "a GGUF file; take the model's safetensors"),
      new ForeignFile("\u001f\u008b", "compressed by gzip; unpack it"),
      new ForeignFile("BZh", "compressed by bzip2; unpack it"),
      new ForeignFile("\u00fd7zXZ", "compressed by xz; unpack it"),
      new ForeignFile("(\u00b5/\u00fd", "compressed by zstd; unpack it"),
      new ForeignFile("7z\u00bc\u00af", "a 7z archive; unpack it"),
      new ForeignFile("\u0089PNG", "a PNG image"),
      new ForeignFile("\u00ff\u00d8\u00ff", "a JPEG image"));

  /** What a file with these bytes is, where it is none of safetensors but of a kind that is known. */
  static Optional<String> meaning(ByteBuffer bytes) {
    byte[] first = new byte[Math.min(LOOK, bytes.limit())];
    bytes.get(0, first);
    String text = new String(first, StandardCharsets.ISO_8859_1);
    for (ForeignFile kind : KNOWN) {
      if (text.startsWith(kind.start())) {
        return Optional.of(kind.what());
      }
    }
    String words = (text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text).stripLeading();
    if (words.startsWith("<")) {
      return Optional.of("a page of HTML or XML, often the page about a file or one that asks to log in; fetch the file"
          + " itself");
    }
    if (words.startsWith("{") && (words.contains("\"weight_map\"") || words.contains("\"total_size\""))) {
      return Optional.of("the index of a model that lies in several safetensors files; join them into one");
    }
    if (words.startsWith("{") || words.startsWith("[")) {
      return Optional.of("a JSON text; the tensors lie in another file");
    }
    if (text.length() >= TAR_MARK + 5 && text.startsWith("ustar", TAR_MARK)) {
      return Optional.of("a tar archive; unpack it");
    }
    if (ONNX.matcher(text).lookingAt()) {
      return Optional.of("an ONNX model; take the checkpoint that it was exported from");
    }
    return !text.isBlank() && text.chars().allMatch(c -> c >= ' ' && c != 127 || Character.isWhitespace(c))
        ? Optional.of("a text; the tensors lie in another file")
        : Optional.empty();
  }
}
