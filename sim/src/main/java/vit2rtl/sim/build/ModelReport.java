package vit2rtl.sim.build;

import java.util.Locale;

/**
 * Where a simulation's model came from and how long that took.
 *
 * @param origin    built now, or found in the cache
 * @param verilator seconds of Verilator, 0 for a model from the cache
 * @param compiler  seconds of the C++ compiler and linker, runtime objects included, 0 for a model from the cache
 * @param load      seconds of loading the library and constructing the model, its first reset included
 */
public record ModelReport(Origin origin, double verilator, double compiler, double load) {

  /** Where a model came from. */
  public enum Origin { BUILT, CACHE }

  public ModelReport loadedIn(double seconds) {
    return new ModelReport(origin, verilator, compiler, seconds);
  }

  /** "built in 3.2 s (Verilator 0.4 s, C++ 2.8 s), loaded in 0.01 s". */
  @Override
  public String toString() {
    String loaded = String.format(Locale.ROOT, "loaded in %.2f s", load);
    return origin == Origin.CACHE
        ? "from the cache, " + loaded
        : String.format(Locale.ROOT, "built in %.1f s (Verilator %.1f s, C++ %.1f s), %s", verilator + compiler,
            verilator, compiler, loaded);
  }
}
