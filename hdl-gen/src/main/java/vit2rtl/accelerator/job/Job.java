package vit2rtl.accelerator.job;

import java.util.List;
import java.util.Map;

/**
 * One piece of work of one part of the accelerator.
 *
 * @param unit    who does it
 * @param place   where in the network, for people: {@code blocks.0.attn.qkv}
 * @param fields  values of the unit's fields, see {@link JobFormat}
 * @param reads   what it reads that others write
 * @param writes  what it writes
 * @param payload constants that follow the job in the stream, whole beats
 * @param tensors   what it computes of the network
 */
public record Job(Unit unit, String place, Map<String, Long> fields, List<Region> reads, List<Region> writes,
    Payload payload, JobTensors tensors) {

  public Job {
    fields = Map.copyOf(fields);
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  public long field(String name) {
    return fields.get(name);
  }

  /** Whether this job must wait for an earlier one of another unit. */
  public boolean dependsOn(Job earlier) {
    return overlap(reads, earlier.writes) || overlap(writes, earlier.reads) || overlap(writes, earlier.writes);
  }

  private static boolean overlap(List<Region> some, List<Region> others) {
    return some.stream().anyMatch(one -> others.stream().anyMatch(one::overlaps));
  }
}
