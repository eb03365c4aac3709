package vit2rtl.sim;

import java.nio.file.Path;
import vit2rtl.golden.InputException;

/**
 * A waveform file to write; the format follows from the name.
 *
 * @param file ends in {@code .fst} or {@code .vcd}
 */
public record Waveform(Path file) {

  /** What models are built with. */
  public enum Format { NONE, VCD, FST }

  public Waveform {
    if (!file.toString().endsWith(".fst") && !file.toString().endsWith(".vcd")) {
      throw new InputException("waveform file '" + file + "'; allowed: names that end in .fst or .vcd");
    }
  }

  public Format format() {
    return file.toString().endsWith(".fst") ? Format.FST : Format.VCD;
  }
}
