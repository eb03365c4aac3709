package vit2rtl.sim;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.coverage.Coverage;
import vit2rtl.sim.coverage.CoverageData;
import vit2rtl.sim.coverage.CoveragePoint;

/** Takes the counters out of a running model. */
final class CoverageReader {
  private final RtlDesign design;
  private final SimOptions options;
  private final NativeLibrary library;
  private final Pointer model;
  private SortedMap<CoveragePoint, Long> powerUp;

  CoverageReader(RtlDesign design, SimOptions options, NativeLibrary library, Pointer model) {
    this.design = design;
    this.options = options;
    this.library = library;
    this.model = model;
  }

  Coverage read() {
    if (options.covering() == SimOptions.Covering.OFF) {
      throw new IllegalStateException("the model of " + design.topName() + " counts no coverage;"
          + " open the simulation with SimOptions.withCovering(ON)");
    }
    SortedMap<CoveragePoint, Long> counts = counters();
    if (powerUp != null) {
      powerUp.forEach((point, count) -> counts.merge(point, -count, Long::sum));
    }
    return Coverage.ofRun(design.topName() + "." + design.language().extension(), options.rtl(design), counts);
  }

  /**
   * The first reset has done its work: registers that started with random bits have their values, and the changes that
   * this took do not count. Lines that ran do.
   */
  void settled() {
    if (options.covering() == SimOptions.Covering.ON && powerUp == null) {
      powerUp = counters();
      powerUp.keySet().removeIf(point -> point.kind() != CoveragePoint.Kind.TOGGLE);
    }
  }

  private SortedMap<CoveragePoint, Long> counters() {
    try {
      Path file = Files.createTempFile("vit2rtl-coverage", ".dat");
      try {
        library.getFunction("vit_coverage").invokeInt(new Object[] {model, file.toString()});
        return CoverageData.read(Files.readString(file));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
