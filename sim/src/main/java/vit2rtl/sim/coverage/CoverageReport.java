package vit2rtl.sim.coverage;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.sim.tool.WholeFile;

/** The coverage of one or more designs: files for other tools, and a table for people. */
public final class CoverageReport {
  private final Map<Path, Coverage> designs = new LinkedHashMap<>();

  /**
   * Adds a design.
   *
   * @param folder   where its text belongs, below the report's folder; empty for that folder itself
   * @param coverage what its runs reached
   * @return this
   */
  public CoverageReport with(String folder, Coverage coverage) {
    designs.merge(Path.of(folder, coverage.fileName()), coverage, Coverage::merge);
    return this;
  }

  /**
   * Writes the texts; {@code coverage.info}, which lcov and genhtml read, naming the texts by their absolute paths; and
   * {@code coverage.txt}, the table with everything that was not reached.
   *
   * @param folder made where it is missing
   */
  public void write(Path folder) {
    StringBuilder info = new StringBuilder();
    designs.forEach((file, coverage) -> {
      Path text = folder.resolve(file);
      WholeFile.write(text, coverage.text());
      info.append(LcovText.of(coverage, text.toAbsolutePath().normalize().toString()));
    });
    WholeFile.write(folder.resolve("coverage.info"), info.toString());
    WholeFile.write(folder.resolve("coverage.txt"), text(Integer.MAX_VALUE));
  }

  /**
   * {@return the table: per module lines, toggles and covers; then what was not reached, at most so many places per
   * module}
   *
   * @param places from 0
   */
  public String text(int places) {
    StringBuilder text = new StringBuilder();
    designs.forEach((file, coverage) -> {
      text.append(designs.size() > 1 ? file + "\n" : "");
      text.append(new CoverageTable(coverage).text(places));
    });
    return text.toString();
  }
}
