package vit2rtl.accelerator.schedule;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Region;
import vit2rtl.accelerator.job.Unit;

/**
 * Checks a program as the hardware reads it, whatever the parts' times are. When a job begins, of another part no more is
 * known than that a number of its jobs have ended: those that the job's own count in the stream's bytes asks for, and all
 * but the last {@link Program#OUTSTANDING} that were given out. From that, for several images one after another:
 * <ul>
 *   <li>a word that is read was written, by a job that has ended;
 *   <li>a word that is written has been read by all who should, and the write before it has ended;
 *   <li>what is read was written in the same image, but pixels, which the image before asked for;
 *   <li>a job waits only for jobs that come before it in the stream. What a part, its queue and the dispatcher wait for
 *       comes before in the stream as well, so of the jobs that have not ended the first can always go on.
 * </ul>
 */
final class ScheduleCheck {
  private static final int IMAGES = 3;

  private final List<Job> jobs;
  private final List<int[]> allowed = new ArrayList<>();
  private final Map<Memory, List<Word>> memories = new EnumMap<>(Memory.class);

  /** Who wrote a word, and who has read it since. */
  private static final class Word {
    private Event writer;
    private final List<Event> readers = new ArrayList<>();
  }

  /**
   * A job in a run.
   *
   * @param unit   its part
   * @param number which of the part's jobs it is, over all images
   * @param image  in which it is given out; the first image's pixels come before the first
   */
  private record Event(Unit unit, int number, int image) {}

  ScheduleCheck(Program program) {
    this.jobs = program.jobs();
    JobFormat format = new JobFormat(program.config());
    byte[] stream = program.stream();
    int at = 0;
    for (Job job : jobs) {
      int[] counts = new int[Unit.values().length];
      for (int u = 0; u < counts.length; u++) {
        counts[u] = bits(stream, 8 * at + JobFormat.UNIT_BITS + JobFormat.BEAT_BITS + JobFormat.ALLOWED_BITS * u,
            JobFormat.ALLOWED_BITS);
      }
      allowed.add(counts);
      at += (format.headerBeats() + bits(stream, 8 * at + JobFormat.UNIT_BITS, JobFormat.BEAT_BITS))
          * format.beatBytes();
    }
  }

  private static int bits(byte[] stream, int from, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (stream[from + i >> 3] >> (from + i & 7) & 1) << i;
    }
    return value;
  }

  /** How many of a part's jobs may be unfinished when a job begins. */
  int allowed(int job, Unit unit) {
    return allowed.get(job)[unit.ordinal()];
  }

  /** The same with another number, to see whether it is noticed. */
  ScheduleCheck with(int job, Unit unit, int number) {
    allowed.get(job)[unit.ordinal()] = number;
    return this;
  }

  /** What is wrong first. */
  Optional<String> run() {
    memories.clear();
    int[] given = new int[Unit.values().length];
    Event pixels = new Event(Unit.PIXELS, given[Unit.PIXELS.ordinal()]++, -1);
    jobs.stream().filter(job -> job.unit() == Unit.PIXELS).flatMap(job -> job.writes().stream())
        .forEach(region -> words(region).forEach(word -> word.writer = pixels));
    for (int image = 0; image < IMAGES; image++) {
      for (int i = 0; i < jobs.size(); i++) {
        Optional<String> wrong = job(i, image, given);
        if (wrong.isPresent()) {
          return Optional.of("job " + i + " (" + jobs.get(i).unit() + " " + jobs.get(i).place() + ") of image " + image
              + " " + wrong.get());
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> job(int index, int image, int[] given) {
    Job job = jobs.get(index);
    Event self = new Event(job.unit(), given[job.unit().ordinal()], image);
    int[] ended = new int[given.length];
    for (int u = 0; u < given.length; u++) {
      int open = allowed.get(index)[u];
      if (open != JobFormat.ANY && open >= Program.OUTSTANDING) {
        return Optional.of("lets " + open + " jobs of " + Unit.values()[u] + " be unfinished, more than there can be");
      }
      ended[u] = Math.max(0, given[u] - (open == JobFormat.ANY ? Program.OUTSTANDING : open));
    }
    // A part carries out its own jobs one behind the other.
    ended[job.unit().ordinal()] = given[job.unit().ordinal()];
    for (Region region : job.reads()) {
      for (Word word : words(region)) {
        // A port has no content: pixels are read through it before anything is written.
        boolean content = region.memory() != Memory.OPERAND_PORT;
        if (word.writer == null && content) {
          return Optional.of("reads words of " + region + " that nobody wrote");
        }
        if (word.writer != null && open(word.writer, ended)) {
          return Optional.of("reads words of " + region + " while " + word.writer + " may not have ended");
        }
        if (content && word.writer.image() != (region.memory() == Memory.PIXELS ? image - 1 : image)) {
          return Optional.of("reads words of " + region + " that " + word.writer + " wrote for another image");
        }
        word.readers.add(self);
      }
    }
    for (Region region : job.writes()) {
      for (Word word : words(region)) {
        Optional<Event> before = word.readers.stream()
            .filter(reader -> reader != self && open(reader, ended)).findFirst();
        if (before.isPresent() || word.writer != null && open(word.writer, ended)) {
          return Optional.of("writes words of " + region + " while " + before.orElse(word.writer)
              + " may not have ended");
        }
        word.writer = self;
        word.readers.clear();
      }
    }
    given[job.unit().ordinal()]++;
    return Optional.empty();
  }

  private static boolean open(Event event, int[] ended) {
    return event.number() >= ended[event.unit().ordinal()];
  }

  private List<Word> words(Region region) {
    List<Word> memory = memories.computeIfAbsent(region.memory(), m -> new ArrayList<>());
    while (memory.size() < region.to()) {
      memory.add(new Word());
    }
    return memory.subList(region.from(), region.to());
  }
}
