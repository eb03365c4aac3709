package vit2rtl.golden.fleet;

import java.util.Map;
import java.util.ServiceLoader;
import vit2rtl.golden.InputException;

/** Makes fleets out of addresses; found on the class path as a service. */
public interface FleetProvider {

  /** Whether an address such as {@code spark://host:7077} is of its kind. */
  boolean takes(String master);

  /**
   * Connects.
   *
   * @param settings of the engine, which override the provider's own
   */
  Fleet open(String master, Map<String, String> settings);

  /** The fleet at an address. */
  static Fleet at(String master, Map<String, String> settings) {
    boolean some = false;
    for (FleetProvider provider : ServiceLoader.load(FleetProvider.class)) {
      some = true;
      if (provider.takes(master)) {
        return provider.open(master, settings);
      }
    }
    throw new InputException(some ? "--master " + master + "; allowed: local[N] or local[*], spark://HOST:PORT"
        : "--master needs the module scale, which is not on the class path; ./vit2rtl builds it on first use, elsewhere"
            + " add it: mvn -Pscale -pl scale -am package");
  }
}
