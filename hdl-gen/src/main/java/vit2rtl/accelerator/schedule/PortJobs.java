package vit2rtl.accelerator.schedule;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Region;

/**
 * Jobs that know which ports they use, where memories have one: who writes the operands uses their port alone, who reads
 * them shares it with no one but its own part; the other memory, which several parts read, has one user at a time. So jobs
 * that a port keeps apart wait for each other as those do that touch the same words.
 */
final class PortJobs {
  private static final Set<Memory> OPERANDS = EnumSet.of(Memory.NORMED, Memory.HIDDEN, Memory.CONTEXT);
  /** Pixels are written when nobody uses the port. */
  private static final Set<Memory> READ_OPERANDS = EnumSet.of(Memory.NORMED, Memory.HIDDEN, Memory.CONTEXT, Memory.PIXELS);
  private static final Set<Memory> STREAM = EnumSet.of(Memory.STREAM, Memory.KEYS, Memory.VALUES);
  private static final Set<Memory> STREAM_AND_TABLE = EnumSet.of(Memory.STREAM, Memory.KEYS, Memory.VALUES,
      Memory.GELU_TABLE);

  private PortJobs() {}

  static List<Job> of(AcceleratorConfig config, List<Job> jobs) {
    if (config.economy().memories() == Economy.Memories.BLOCKS) {
      return jobs;
    }
    Set<Memory> stream = new Layout(config).tableIsShared() ? STREAM_AND_TABLE : STREAM;
    return jobs.stream().map(job -> withPorts(job, stream)).toList();
  }

  private static Job withPorts(Job job, Set<Memory> stream) {
    List<Region> reads = new ArrayList<>(job.reads());
    List<Region> writes = new ArrayList<>(job.writes());
    Region operands = Region.of(Memory.OPERAND_PORT, 0, 1);
    if (uses(OPERANDS, writes)) {
      writes.add(operands);
    } else if (uses(READ_OPERANDS, reads)) {
      reads.add(operands);
    }
    if (uses(stream, writes) || uses(stream, reads)) {
      writes.add(Region.of(Memory.STREAM_PORT, 0, 1));
    }
    return new Job(job.unit(), job.place(), job.fields(), reads, writes, job.payload(), job.tensors());
  }

  private static boolean uses(Set<Memory> memories, List<Region> regions) {
    return regions.stream().anyMatch(region -> memories.contains(region.memory()));
  }
}
