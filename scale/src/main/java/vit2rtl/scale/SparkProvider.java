package vit2rtl.scale;

import java.util.Map;
import vit2rtl.golden.InputException;
import vit2rtl.golden.fleet.Fleet;
import vit2rtl.golden.fleet.FleetProvider;

/** Spark's masters: {@code local[*]}, {@code local[N]}, {@code spark://HOST:PORT}; those of other modules are refused. */
public final class SparkProvider implements FleetProvider {

  @Override
  public boolean takes(String master) {
    return master.matches("local|local\\[(\\*|[1-9]\\d{0,3})]|spark://[^/:,]+:\\d+(,[^/:,]+:\\d+)*|yarn|k8s://.+");
  }

  @Override
  public Fleet open(String master, Map<String, String> settings) {
    if (master.equals("yarn") || master.startsWith("k8s://")) {
      throw new InputException("--master " + master + " takes Spark's module " + (master.equals("yarn")
          ? "spark-yarn and the cluster's Hadoop configuration" : "spark-kubernetes and a container image of vit2rtl")
          + ", which vit2rtl does not bring; allowed: local[N], local[*], spark://HOST:PORT, or --shard in a job array");
    }
    return SparkFleet.connect(master, settings);
  }
}
