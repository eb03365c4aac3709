package vit2rtl.accelerator.schedule;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.BitWriter;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Region;
import vit2rtl.golden.ops.GeluTable;

/** Loads the drain's table: a GELU's, or another function of a code. */
record TableJobs(AcceleratorConfig config, Emitter out) {
  private static final int ENTRY_BITS = GeluTable.ENTRIES.bits();

  void load(LinearJobs.Way way, String place, GeluTable table, int bank) {
    List<byte[]> words = new ArrayList<>();
    for (int entry : table.table()) {
      words.add(new BitWriter(ENTRY_BITS).put(entry, ENTRY_BITS).bytes());
    }
    way.constants(place, ConstantTable.GELU, new Layout(config).tableBase() + (bank << config.formats().geluBits()), words,
        Region.of(Memory.GELU_TABLE, bank, 1));
  }
}
