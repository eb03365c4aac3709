package vit2rtl.accelerator.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Payload;
import vit2rtl.accelerator.job.Region;
import vit2rtl.accelerator.job.JobTensors;
import vit2rtl.accelerator.job.Unit;

/**
 * Collects jobs in the order of the stream, and knows the banks that alternate from job to job. Constants that are not
 * needed yet wait in the background and go where tiles leave beats of the stream to spare.
 */
final class Emitter {
  private static final int CHUNK_BEATS = 64;

  private final int beatBytes;
  private final int headerBeats;
  private final int copies;
  private final List<Job> jobs = new ArrayList<>();
  private final Deque<Job> background = new ArrayDeque<>();
  private int sumBank;
  private int geluBank;
  private int contextBank;
  private int scoreBuffer;

  /** A collector; {@code copies} of what alternates. */
  Emitter(JobFormat format, int copies) {
    this.copies = copies;
    this.beatBytes = format.beatBytes();
    this.headerBeats = format.headerBeats();
  }

  int headerBeats() {
    return headerBeats;
  }

  List<Job> jobs() {
    return jobs;
  }

  int nextSumBank() {
    return sumBank ^= 1;
  }

  int nextGeluBank() {
    return geluBank = (geluBank + 1) % copies;
  }

  int nextContextBank() {
    return contextBank ^= 1;
  }

  int nextScoreBuffer() {
    return scoreBuffer = (scoreBuffer + 1) % copies;
  }

  /** A job without constants. */
  void add(Unit unit, String place, Map<String, Long> fields, List<Region> reads, List<Region> writes,
      JobTensors tensors) {
    add(new Job(unit, place, fields, reads, writes, Payload.NONE, tensors));
  }

  /** A job; constants in the background that it reads come before it. */
  void add(Job job) {
    int needed = 0;
    int at = 0;
    for (Job waiting : background) {
      at++;
      needed = job.dependsOn(waiting) ? at : needed;
    }
    for (int i = 0; i < needed; i++) {
      jobs.add(background.remove());
    }
    jobs.add(job);
  }

  /** Writes words into a table, now. */
  void constants(String place, ConstantTable table, int address, List<byte[]> words, Region written) {
    add(constantJob(place, table, address, words, written));
  }

  /**
   * Writes words into a table while the stream has beats to spare, at the latest before a job that reads them. What
   * the table held must not be in use for long any more: the stream would wait for its end.
   */
  void later(String place, ConstantTable table, int address, List<byte[]> words, Region written) {
    int chunk = Math.max(1, CHUNK_BEATS / new Payload(words).beatsPerWord(beatBytes));
    for (int from = 0; from < words.size(); from += chunk) {
      background.add(constantJob(place, table, address + from, words.subList(from, Math.min(from + chunk, words.size())),
          written));
    }
  }

  /** Lets constants in the background have so many beats of the stream. */
  void spare(int beats) {
    int left = beats;
    while (!background.isEmpty() && left >= cost(background.peek())) {
      left -= cost(background.peek());
      jobs.add(background.remove());
    }
  }

  private int cost(Job job) {
    return job.payload().beats(beatBytes) + headerBeats + 1;
  }

  private Job constantJob(String place, ConstantTable table, int address, List<byte[]> words, Region written) {
    Payload payload = new Payload(words);
    return new Job(Unit.CONSTANTS, place, fields("table", table.ordinal(), "address", address, "wordBeats",
        payload.beatsPerWord(beatBytes), "words", words.size()), List.of(), List.of(written), payload,
        new JobTensors.Nothing());
  }

  /** Names and values in turn. */
  static Map<String, Long> fields(Object... namesAndValues) {
    Map<String, Long> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).longValue());
    }
    return fields;
  }
}
