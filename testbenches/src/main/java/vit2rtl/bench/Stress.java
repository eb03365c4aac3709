package vit2rtl.bench;

import java.util.Arrays;
import java.util.List;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.units.UnitConfig;

/**
 * When source and sink pause in one run of a bench, and how many of a seed's rows go through it.
 *
 * @param source pauses of all sources
 * @param sink   pauses of the sink
 * @param share  of the rows
 */
public record Stress(StallPattern source, StallPattern sink, Share share) {
  /** Rows for runs in which a few show all that there is to see. */
  private static final int FEW = 8;
  /** Longer than it takes to fill any unit. */
  private static final int SILENCE = 3000;

  /** How many rows. */
  public enum Share { ALL, FEW }

  /**
   * The runs of a seed, the one without pauses first. Random pauses on both sides, bursts on one, a sink that raises
   * ready only after it sees valid, and one that is silent for thousands of cycles before it takes everything.
   */
  public static List<Stress> of(long seed) {
    return List.of(
        new Stress(StallPattern.none(), StallPattern.none(), Share.ALL),
        new Stress(new StallPattern.Random(seed * 4, 30), new StallPattern.Random(seed * 4 + 1, 40), Share.ALL),
        new Stress(StallPattern.none(), new StallPattern.Bursts(seed * 4 + 2, 60), Share.ALL),
        new Stress(new StallPattern.Bursts(seed * 4 + 3, 60), StallPattern.none(), Share.ALL),
        new Stress(StallPattern.none(), new StallPattern.AfterValid(1 + (int) Math.floorMod(seed, 3L)), Share.FEW),
        new Stress(StallPattern.none(), new StallPattern.Late(SILENCE), Share.FEW));
  }

  /** One more: both sides pause more often than not, so that beats are far from each other and wait at any place. */
  public static Stress slow(long seed) {
    return new Stress(new StallPattern.Random(seed * 4, 75), new StallPattern.Random(seed * 4 + 1, 60), Share.ALL);
  }

  /** The rows of this run: whole groups. */
  public int[] rows(UnitConfig config, int[] all) {
    int group = config.group().rows() * config.rowElements();
    int few = Math.max(1, FEW / config.group().rows()) * group;
    return share == Share.ALL || few >= all.length ? all : Arrays.copyOf(all, few);
  }
}
