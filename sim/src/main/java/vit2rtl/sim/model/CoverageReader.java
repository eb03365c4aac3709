package vit2rtl.sim.model;

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
import vit2rtl.sim.shim.ModelSpec;

/** Takes the counters out of a running model. */
public final class CoverageReader {
  private final ModelSpec spec;
  private final NativeLibrary library;
  private final Pointer model;
  private SortedMap<CoveragePoint, Long> powerUp;

  public CoverageReader(ModelSpec spec, NativeLibrary library, Pointer model) {
    this.spec = spec;
    this.library = library;
    this.model = model;
  }

  public Coverage read() {
    if (spec.counting() == ModelSpec.Counting.OFF) {
      throw new IllegalStateException("the model of " + spec.design().topName() + " counts no coverage;"
          + " open the simulation with SimOptions.withCovering(ON)");
    }
    SortedMap<CoveragePoint, Long> counts = counters();
    if (powerUp != null) {
      powerUp.forEach((point, count) -> counts.merge(point, -count, Long::sum));
    }
    RtlDesign design = spec.design();
    return Coverage.ofRun(design.topName() + "." + design.language().extension(), spec.rtl(), counts);
  }

  /**
   * The first reset has done its work: registers that started with random bits have their values, and the changes that
   * this took do not count. Lines that ran do.
   */
  public void settled() {
    if (spec.counting() == ModelSpec.Counting.ON && powerUp == null) {
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
