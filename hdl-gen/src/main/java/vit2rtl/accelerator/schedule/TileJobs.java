package vit2rtl.accelerator.schedule;

import static vit2rtl.accelerator.schedule.Emitter.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.StreamFormat;
import vit2rtl.accelerator.job.CodeSum;
import vit2rtl.accelerator.job.DrainMode;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Payload;
import vit2rtl.accelerator.job.Region;
import vit2rtl.accelerator.job.JobTensors;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.golden.IntRange;

/**
 * The three jobs of one tile of output columns: the engine's, the loader's with the tile's weights, the drain's. In this
 * order none waits for one that the stream holds back.
 */
final class TileJobs {
  private static final int JOBS = 3;

  private final AcceleratorConfig config;
  private final Emitter out;

  TileJobs(AcceleratorConfig config, Emitter out) {
    this.config = config;
    this.out = out;
  }

  /** Where the stationary operand comes from. */
  record Stationary(Map<String, Long> fields, Payload payload, List<Region> reads) {
    static Stationary weights(List<byte[]> words, int tiles) {
      return new Stationary(Emitter.fields("keys", 0, "tiles", tiles, "address", 0, "stride", 0), new Payload(words),
          List.of());
    }

    static Stationary keys(int address, int stride, int tiles, Region read) {
      return new Stationary(Emitter.fields("keys", 1, "tiles", tiles, "address", address, "stride", stride), Payload.NONE,
          List.of(read));
    }
  }

  /**
   * One tile.
   *
   * @param constants     word of the tile's constants in the drain's table
   * @param constantWords how many, 0: one for all columns
   */
  void add(String place, Activations in, int tiles, Stationary stationary, int groups, int constants,
      int constantWords, Conversion conversion, Destination to, JobTensors.Drained tensors) {
    int bank = out.nextSumBank();
    Region sums = Region.of(Memory.SUMS, bank, 1);
    out.add(Unit.ENGINE, place, fields("source", in.source().ordinal(), "unsigned", in.unsigned() ? 1 : 0, "address",
        in.address(), "stride", in.stride(), "rows", in.rows().count(), "tiles", tiles, "bank", bank),
        List.of(in.region()), List.of(sums), new JobTensors.Nothing());
    out.add(new Job(Unit.LOADER, place, stationary.fields(), stationary.reads(), List.of(), stationary.payload(),
        new JobTensors.Nothing()));
    out.add(Unit.DRAIN, place, drain(in.rows().count(), groups, bank, constants, constantWords, conversion, to),
        reads(sums, constants, constantWords, conversion, to), List.of(to.written()), tensors);
    out.spare(idle(in.rows().count(), tiles, groups, stationary.payload().beats(config.inner()))
        - JOBS * (out.headerBeats() + 1));
  }

  /**
   * Beats that neither the jobs nor, with several groups, the weights take. Weights come as the engine takes them: with
   * one group, where all that the engine has to do is to wait, the stream is free from the last of them on, while engine
   * or drain finish the tile.
   */
  private int idle(int rows, int tiles, int groups, int weights) {
    return config.groups() > 1 ? rows * tiles - weights
        : rows * Math.max(tiles, groups) - rows * (tiles - 1) - weights / tiles;
  }

  private Map<String, Long> drain(int rows, int groups, int bank, int constants, int constantWords,
      Conversion conversion, Destination to) {
    IntRange bounds = conversion.bounds();
    IntRange active = conversion.active();
    Map<String, Long> fields = fields("mode", conversion.mode().ordinal(), "target", to.target().ordinal(), "bank", bank, "rows", rows,
        "groups", groups, "constants", constants, "constantStep", constantWords > 0 ? 1 : 0, "zero",
        conversion.zeroPoint(), "low", bounds.min(), "high", bounds.max(), "geluBank",
        conversion.tableBank(), "activeZero", conversion.activeZero(), "activeLow", active.min(), "activeHigh",
        active.max(), "address", to.address(), "firstBank", to.bank(), "stride", to.stride(), "firstResidue",
        to.firstResidue(), "accumulate", to.accumulate());
    if (config.formats().stream() instanceof StreamFormat.Codes) {
      CodeSum sum = conversion.sum().orElse(CodeSum.NONE);
      fields.putAll(fields("heldZero", sum.heldZero(), "heldFactor", sum.heldFactor(), "factor", sum.factor(), "sumZero",
          sum.zero()));
    }
    return fields;
  }

  private List<Region> reads(Region sums, int constants, int constantWords, Conversion conversion, Destination to) {
    Region columns = Region.of(Memory.COLUMN_TABLE, constants, Math.max(1, constantWords));
    List<Region> reads = new ArrayList<>(List.of(sums, columns));
    conversion.table().ifPresent(table -> reads.add(Region.of(Memory.GELU_TABLE, conversion.tableBank(), 1)));
    if (conversion.mode() == DrainMode.ADD || conversion.mode() == DrainMode.TABLE_ADD || to.accumulate() == 1) {
      reads.add(to.written());
    }
    return reads;
  }
}
