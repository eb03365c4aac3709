package vit2rtl.accelerator.schedule;

import static vit2rtl.accelerator.schedule.Emitter.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.StreamFormat;
import vit2rtl.accelerator.Units;
import vit2rtl.accelerator.job.CodeSum;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.DrainTarget;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Region;
import vit2rtl.accelerator.job.JobTensors;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.ops.PtfJoin;
import vit2rtl.golden.ops.ResidualAdd;
import vit2rtl.golden.ops.WideAdd;

/** Jobs on the residual stream: adds, and LayerNorms. */
final class StreamJobs {
  private final AcceleratorConfig config;
  private final Layout layout;
  private final Emitter out;

  StreamJobs(AcceleratorConfig config, Emitter out) {
    this.config = config;
    this.layout = new Layout(config);
    this.out = out;
  }

  /** Loads a LayerNorm and the way to its codes. */
  void constants(String place, NormParams norm, LinearJobs.Way way) {
    Units units = new Units(config);
    norm.input().ifPresent(ptf -> way.constants(place, ConstantTable.PTF, 0,
        units.ptfWords().orElseThrow().words(units.ptf(ptf).loading()), Region.of(Memory.PTF_TABLE, 0, 1)));
    way.constants(place, ConstantTable.NORM, 0, units.normWords().words(units.norm(norm.norm()).loading()),
        Region.of(Memory.NORM_TABLE, 0, 1));
  }

  /** What the drain makes of sums that a residual add takes. */
  Conversion add(ResidualAdd add) {
    return add instanceof PtfJoin join ? Conversion.add(join.codes(), join.add().bZero(), CodeSum.onStream(join.add()))
        : Conversion.add(((WideAdd) add).rescale());
  }

  /** Normalises those of some rows that lie among the first {@code wanted}. */
  void norm(String place, Rows rows, int wanted) {
    int count = Math.min(rows.count(), wanted - rows.from());
    if (count < 1) {
      return;
    }
    int from = rows.from() * layout.streamWords();
    int to = rows.from() * layout.normedWords();
    List<Region> reads = new ArrayList<>(List.of(Region.of(Memory.STREAM, from, count * layout.streamWords()),
        Region.of(Memory.NORM_TABLE, 0, 1)));
    // A stream of PTF codes has nothing to convert in front of LayerNorm.
    if (!(config.formats().stream() instanceof StreamFormat.Codes)) {
      reads.add(Region.of(Memory.PTF_TABLE, 0, 1));
    }
    out.add(Unit.NORM, place, fields("rows", count, "address", from, "out", to), reads,
        List.of(Region.of(Memory.NORMED, to, count * layout.normedWords())),
        new JobTensors.Normalised(place, rows.from(), count));
    if (config.groups() == 1) {
      // Nothing else has work meanwhile.
      out.spare(count * layout.streamWords());
    }
  }

  /** Adds a layer's sums to rows of the stream, tile by tile. */
  List<Runnable> add(LinearJobs layer, Activations in, Rows rows, String sums, String result) {
    int shown = sums.startsWith("patch_embed") ? in.rows().from() : rows.from();
    List<Runnable> jobs = new ArrayList<>();
    for (int i = 0; i < layer.tiles(); i++) {
      int index = i;
      Columns tile = layer.tile(i);
      int from = rows.from() * layout.streamWords();
      jobs.add(() -> layer.tile(index, in, Destination.of(DrainTarget.STREAM, from, tile.offset(), config.lanes(), config.lanes(),
          layout.streamWords(), Region.of(Memory.STREAM, from, rows.count() * layout.streamWords())),
          new JobTensors.Drained(sums, Optional.of(result), 0, Optional.empty(), shown, rows.count(),
              tile.drained(config.lanes()))));
    }
    return jobs;
  }
}
