package vit2rtl.accelerator.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.Payload;
import vit2rtl.accelerator.job.Region;
import vit2rtl.accelerator.job.Shown;
import vit2rtl.accelerator.job.Unit;

/** Collects jobs in the order of the stream, and knows the banks that alternate from job to job. */
final class Emitter {
  private final int beatBytes;
  private final List<Job> jobs = new ArrayList<>();
  private int sumBank;
  private int columnBank;
  private int geluBank;
  private int contextBank;
  private int scoreBuffer;

  Emitter(int beatBytes) {
    this.beatBytes = beatBytes;
  }

  List<Job> jobs() {
    return jobs;
  }

  int nextSumBank() {
    return sumBank ^= 1;
  }

  int nextColumnBank() {
    return columnBank ^= 1;
  }

  int nextGeluBank() {
    return geluBank ^= 1;
  }

  int nextContextBank() {
    return contextBank ^= 1;
  }

  int nextScoreBuffer() {
    return scoreBuffer ^= 1;
  }

  /** A job without constants. */
  void add(Unit unit, String place, Map<String, Long> fields, List<Region> reads, List<Region> writes, Shown shown) {
    jobs.add(new Job(unit, place, fields, reads, writes, Payload.NONE, shown));
  }

  void add(Job job) {
    jobs.add(job);
  }

  /** Writes words into a table. */
  void constants(String place, ConstantTable table, int address, List<byte[]> words, Region written) {
    Payload payload = new Payload(words);
    jobs.add(new Job(Unit.CONSTANTS, place, fields("table", table.ordinal(), "address", address, "wordBeats",
        payload.beatsPerWord(beatBytes), "words", words.size()), List.of(), List.of(written), payload,
        new Shown.Nothing()));
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
