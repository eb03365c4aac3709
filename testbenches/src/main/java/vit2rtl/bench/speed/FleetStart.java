package vit2rtl.bench.speed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.fleet.Fleet;
import vit2rtl.golden.fleet.FleetProvider;
import vit2rtl.golden.fleet.FleetRun;
import vit2rtl.golden.fleet.Work;

/**
 * Has one unit of no work done by workers, in a process of its own, and prints the seconds that took, and those of the
 * processor since the process began: {@code FleetStart ADDRESS}.
 */
final class FleetStart {
  private FleetStart() {}

  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    try (Fleet fleet = FleetProvider.at(args[0], Map.of())) {
      new FleetRun(new Nothing(), Optional.empty()).run(fleet, 1, done -> { }, said -> { });
      System.out.println((System.nanoTime() - start) / 1e9 + " " + CpuTime.ofProcess() / 1e9);
    }
  }

  /** Work that takes no time. */
  record Nothing() implements Work {
    @Override
    public String kind() {
      return "nothing";
    }

    @Override
    public String description() {
      return "";
    }

    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public int units() {
      return 1;
    }

    @Override
    public Runner open() {
      return unit -> new byte[0];
    }
  }
}
