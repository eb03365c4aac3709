package vit2rtl.accelerator.schedule;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Region;

/**
 * Jobs that know which ports they use, where memories have one: who writes a memory uses its port alone, who reads it
 * shares the port with no one but its own part. So jobs that a port keeps apart wait for each other as those do that touch
 * the same words.
 */
final class PortJobs {
  private static final Set<Memory> OPERANDS = EnumSet.of(Memory.NORMED, Memory.HIDDEN, Memory.CONTEXT);
  private static final Set<Memory> STREAM = EnumSet.of(Memory.STREAM);

  private PortJobs() {}

  static List<Job> of(AcceleratorConfig config, List<Job> jobs) {
    return config.economy().memories() == Economy.Memories.BLOCKS ? jobs : jobs.stream().map(PortJobs::withPorts).toList();
  }

  private static Job withPorts(Job job) {
    List<Region> reads = new ArrayList<>(job.reads());
    List<Region> writes = new ArrayList<>(job.writes());
    port(OPERANDS, Memory.OPERAND_PORT, reads, writes);
    port(STREAM, Memory.STREAM_PORT, reads, writes);
    return new Job(job.unit(), job.place(), job.fields(), reads, writes, job.payload(), job.tensors());
  }

  private static void port(Set<Memory> memories, Memory port, List<Region> reads, List<Region> writes) {
    Region use = Region.of(port, 0, 1);
    if (writes.stream().anyMatch(region -> memories.contains(region.memory()))) {
      writes.add(use);
    } else if (reads.stream().anyMatch(region -> memories.contains(region.memory()))) {
      reads.add(use);
    }
  }
}
