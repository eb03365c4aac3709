package vit2rtl.sim.build;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.sim.wave.Waveform;

/**
 * A version of Verilator, and what depends on it: everything this project knows of the differences is here. What a
 * generated model shows by itself is no matter of versions but looked up in it ({@link DirectAccess}).
 *
 * @param major 5 in 5.006
 * @param minor 6 in 5.006; odd numbers are states of its source between two releases
 */
public record VerilatorVersion(int major, int minor) implements Comparable<VerilatorVersion> {
  /** The versions that the simulator's tests were run with, oldest first. */
  public static final List<VerilatorVersion> TESTED = List.of(new VerilatorVersion(5, 6), new VerilatorVersion(5, 20),
      new VerilatorVersion(5, 32), new VerilatorVersion(5, 51));

  private static final Pattern LINE = Pattern.compile("Verilator (\\d+)\\.(\\d+)");
  /** {@code --trace} is called {@code --trace-vcd}; the old name is deprecated. */
  private static final VerilatorVersion TRACE_VCD = new VerilatorVersion(5, 36);
  /** FST files are written by a library of Verilator's own, which takes LZ4 from the system. */
  private static final VerilatorVersion SYSTEM_LZ4 = new VerilatorVersion(5, 50);

  /** From what {@code verilator --version} says; empty where that names no version. */
  public static Optional<VerilatorVersion> of(String line) {
    Matcher version = LINE.matcher(line);
    return version.find()
        ? Optional.of(new VerilatorVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))))
        : Optional.empty();
  }

  private boolean since(VerilatorVersion change) {
    return compareTo(change) >= 0;
  }

  /** The option that makes a model write such waveforms. */
  List<String> tracing(Waveform.Format format) {
    return switch (format) {
      case NONE -> List.of();
      case VCD -> List.of(since(TRACE_VCD) ? "--trace-vcd" : "--trace");
      case FST -> List.of("--trace-fst");
    };
  }

  /** The libraries that a model with such waveforms is linked with. */
  List<String> libraries(Waveform.Format format) {
    return format != Waveform.Format.FST ? List.of() : since(SYSTEM_LZ4) ? List.of("-llz4", "-lz") : List.of("-lz");
  }

  /** Whether it lies within what was tested. */
  public boolean isTested() {
    return since(TESTED.get(0)) && TESTED.get(TESTED.size() - 1).since(this);
  }

  /** "5.006 to 5.051". */
  public static String testedRange() {
    return TESTED.get(0) + " to " + TESTED.get(TESTED.size() - 1);
  }

  @Override
  public int compareTo(VerilatorVersion other) {
    return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
  }

  /** As Verilator writes it: 5.006. */
  @Override
  public String toString() {
    return String.format("%d.%03d", major, minor);
  }
}
