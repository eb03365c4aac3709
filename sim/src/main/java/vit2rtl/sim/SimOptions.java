package vit2rtl.sim;

import java.util.Optional;

/**
 * How a model is built and run.
 *
 * @param waveform    waveform to write, or none
 * @param assertions  whether the design's assertions are in the model
 * @param speed       what the compiler optimises for
 * @param seed        registers without reset and memories without contents start with random bits drawn from it
 */
public record SimOptions(Optional<Waveform> waveform, Assertions assertions, Speed speed, int seed) {

  /** Whether the design's assertions are checked. */
  public enum Assertions { ON, OFF }

  /** What the C++ compiler optimises for. */
  public enum Speed {
    /** A model within seconds, for short runs. */
    FAST_BUILD("-O1"),
    /** The fastest model, for long runs. */
    FAST_RUN("-O3");

    private final String flag;

    Speed(String flag) {
      this.flag = flag;
    }

    String flag() {
      return flag;
    }
  }

  public static SimOptions defaults() {
    return new SimOptions(Optional.empty(), Assertions.ON, Speed.FAST_BUILD, 1);
  }

  public SimOptions withWaveform(Waveform file) {
    return new SimOptions(Optional.of(file), assertions, speed, seed);
  }

  public SimOptions withAssertions(Assertions wanted) {
    return new SimOptions(waveform, wanted, speed, seed);
  }

  public SimOptions withSpeed(Speed wanted) {
    return new SimOptions(waveform, assertions, wanted, seed);
  }

  public SimOptions withSeed(int wanted) {
    return new SimOptions(waveform, assertions, speed, wanted);
  }

  Waveform.Format waveformFormat() {
    return waveform.map(Waveform::format).orElse(Waveform.Format.NONE);
  }
}
