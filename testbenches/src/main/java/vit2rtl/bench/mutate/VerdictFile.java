package vit2rtl.bench.mutate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vit2rtl.golden.InputException;
import vit2rtl.golden.fleet.Sha256;

/**
 * Verdicts in a file, a line each as soon as it is known, so that a campaign that was cut off goes on where it was. The
 * first line says of which campaign it is; a last line that was not written to its end is passed over.
 */
final class VerdictFile {
  private static final String NAME = "verdicts.tsv";

  private final Path file;
  private final Map<Integer, String[]> known = new TreeMap<>();

  /**
   * Opens the file, or begins it.
   *
   * @param campaign everything that decides the mutants and what they meet
   */
  VerdictFile(Path folder, String campaign) {
    this.file = folder.resolve(NAME);
    String head = "vit2rtl mutants of " + new Sha256().text(campaign).hex();
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        Files.writeString(file, head + "\n");
        return;
      }
      String text = Files.readString(file);
      List<String> lines = text.lines().toList();
      if (lines.isEmpty() || !lines.get(0).equals(head)) {
        throw new InputException("--resume " + folder + ": " + NAME + " is of other mutants (another unit, setting, seed"
            + " or number); name another folder");
      }
      boolean whole = text.endsWith("\n");
      for (String line : lines.subList(1, whole ? lines.size() : lines.size() - 1)) {
        String[] parts = line.split("\t", 3);
        known.put(Integer.parseInt(parts[0]), parts);
      }
      if (!whole) {
        Files.writeString(file, text.substring(0, text.lastIndexOf('\n') + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is known of a mutant already, or null. */
  Verdict of(Mutant mutant) {
    String[] parts = known.get(mutant.number());
    return parts == null ? null : new Verdict(mutant, Verdict.Status.valueOf(parts[1]), parts[2]);
  }

  synchronized void add(Verdict verdict) {
    try {
      Files.writeString(file, verdict.mutant().number() + "\t" + verdict.status() + "\t"
          + verdict.how().replaceAll("\\s+", " ") + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
