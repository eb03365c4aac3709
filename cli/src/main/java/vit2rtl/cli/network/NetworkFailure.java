package vit2rtl.cli.network;

import vit2rtl.bench.accelerator.NetworkTotals;

/** What the user is told of a whole network's run that did not go as it should. */
public final class NetworkFailure {
  private NetworkFailure() {}

  /**
   * Nothing where all is well.
   *
   * @param repeat what stands before the line that repeats the run
   */
  public static void print(NetworkTotals totals, String repeat) {
    totals.first().ifPresent(first -> System.out.println("first difference: " + first));
    totals.standstill().ifPresent(stands -> {
      System.out.println("no end: " + stands.message());
      stands.status().forEach(line -> System.out.println("  " + line));
    });
    totals.waves().ifPresent(file -> System.out.println("waves: " + file));
    totals.replay().ifPresent(file -> System.out.println(repeat + ": ./vit2rtl replay " + file));
    if (totals.first().isEmpty() && totals.standstill().isEmpty() && totals.cycles() != totals.predicted()) {
      System.out.println("the runs without stalls took " + totals.cycles() + " cycles; the cycle model predicts "
          + totals.predicted());
    }
  }
}
