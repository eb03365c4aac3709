package vit2rtl.accelerator.schedule;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.BitWriter;
import vit2rtl.accelerator.job.Field;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;

/**
 * The jobs of one image, in the order of the stream, which begins anew for every image. An image's pixels are asked for
 * while the image before is computed; those of the first are taken without a job, from the end of reset on.
 *
 * <p><b>Why it is correct under any stall.</b> Every part carries out its jobs in order. A job begins when, of every
 * other part, the last job before it that touches the same words has ended; {@link #allowed} says so to the hardware as a
 * number of that part's jobs that may be unfinished. A part never has more than {@link #OUTSTANDING} jobs given out and
 * not finished, so only so many need to be looked at. The order decides the speed, not the result.
 *
 * @param config the accelerator
 * @param jobs   the jobs of every image
 */
public record Program(AcceleratorConfig config, List<Job> jobs) {
  /** Most jobs of a part that are given out and not finished: two in its queue, one that begins, one that ends. */
  public static final int OUTSTANDING = 4;

  public Program {
    jobs = List.copyOf(jobs);
  }

  /**
   * For every job: how many jobs of each part may be unfinished when it begins; {@link JobFormat#ANY} where it does not
   * wait. What came before the first job of an image is the end of the image before.
   */
  public List<Map<Unit, Integer>> allowed() {
    Map<Unit, List<Integer>> byUnit = new EnumMap<>(Unit.class);
    for (Unit unit : Unit.values()) {
      byUnit.put(unit, new ArrayList<>());
    }
    for (int i = 0; i < jobs.size(); i++) {
      byUnit.get(jobs.get(i).unit()).add(i);
    }
    List<Map<Unit, Integer>> all = new ArrayList<>();
    Map<Unit, Integer> seen = new EnumMap<>(Unit.class);
    for (Job job : jobs) {
      Map<Unit, Integer> allowed = new EnumMap<>(Unit.class);
      for (Unit unit : Unit.values()) {
        allowed.put(unit, unit == job.unit() ? JobFormat.ANY
            : allowed(job, byUnit.get(unit), seen.getOrDefault(unit, 0)));
      }
      all.add(allowed);
      seen.merge(job.unit(), 1, Integer::sum);
    }
    return all;
  }

  /** Looks at the last jobs of a part, the first {@code seen} of which come before in this image. */
  private int allowed(Job job, List<Integer> indices, int seen) {
    for (int behind = 0; behind < Math.min(OUTSTANDING, indices.size()); behind++) {
      Job earlier = jobs.get(indices.get(Math.floorMod(seen - 1 - behind, indices.size())));
      if (job.dependsOn(earlier)) {
        return behind;
      }
    }
    return JobFormat.ANY;
  }

  /** The constant stream of one image, whole beats of K bytes. */
  public byte[] stream() {
    List<Map<Unit, Integer>> allowed = allowed();
    JobFormat format = new JobFormat(config);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      append(bytes, header(format, job, allowed.get(i)), format.headerBeats() * format.beatBytes());
      int wordBytes = job.payload().beatsPerWord(format.beatBytes()) * format.beatBytes();
      for (byte[] word : job.payload().words()) {
        append(bytes, word, wordBytes);
      }
    }
    return bytes.toByteArray();
  }

  private static void append(ByteArrayOutputStream bytes, byte[] word, int length) {
    bytes.writeBytes(word);
    for (int i = word.length; i < length; i++) {
      bytes.write(0);
    }
  }

  private static byte[] header(JobFormat format, Job job, Map<Unit, Integer> allowed) {
    BitWriter bits = new BitWriter(format.headerBits());
    bits.put(job.unit().ordinal(), JobFormat.UNIT_BITS);
    bits.put(job.payload().beats(format.beatBytes()), JobFormat.BEAT_BITS);
    for (Unit unit : Unit.values()) {
      bits.put(allowed.get(unit), JobFormat.ALLOWED_BITS);
    }
    for (Field field : format.fields(job.unit())) {
      bits.put(job.field(field.name()), field.bits());
    }
    return bits.bytes();
  }
}
