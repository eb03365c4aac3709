package vit2rtl.accelerator.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Region;
import vit2rtl.accelerator.job.Unit;

/**
 * Carries out a program without values: a word of a memory is the list of jobs that wrote it. One job after another in
 * the order of the stream says what every job should read; then the parts work at random times, each in its own order,
 * as far as the jobs' conditions let them, and whatever a job reads at its begin and at its end must be just that.
 */
final class SymbolicReplay {
  private final List<Job> jobs;
  private final List<Map<Unit, Integer>> allowed;
  private final int images;
  private final List<Long> expected = new ArrayList<>();

  SymbolicReplay(Program program, int images) {
    this.jobs = program.jobs();
    this.images = images;
    this.allowed = program.allowed();
    Words words = firstImage();
    for (int i = 0; i < images * jobs.size(); i++) {
      expected.add(words.read(job(i)));
      words.write(job(i), i);
    }
  }

  /** With weaker conditions, to see whether it notices: this job waits for nobody. */
  SymbolicReplay without(int index) {
    allowed.get(index).replaceAll((unit, open) -> JobFormat.ANY);
    return this;
  }

  /** The first image's pixels are there without a job. */
  private Words firstImage() {
    Words words = new Words();
    jobs.stream().filter(job -> job.unit() == Unit.PIXELS).forEach(job -> words.write(job, images * jobs.size()));
    return words;
  }

  private Job job(int index) {
    return jobs.get(index % jobs.size());
  }

  /** Words of all memories. */
  private static final class Words {
    private final Map<Memory, long[]> writers = new EnumMap<>(Memory.class);

    long read(Job job) {
      long sum = 1;
      for (Region region : job.reads()) {
        for (int word = region.from(); word < region.to(); word++) {
          sum = sum * 1_000_003 + at(region.memory(), region.to())[word];
        }
      }
      return sum;
    }

    boolean hasAll(Job job) {
      return job.reads().stream().allMatch(region -> {
        boolean all = true;
        for (int word = region.from(); word < region.to(); word++) {
          all &= at(region.memory(), region.to())[word] != 0;
        }
        return all;
      });
    }

    void write(Job job, int index) {
      for (Region region : job.writes()) {
        long[] words = at(region.memory(), region.to());
        for (int word = region.from(); word < region.to(); word++) {
          words[word] = words[word] * 31 + index + 1;
        }
      }
    }

    private long[] at(Memory memory, int size) {
      return writers.merge(memory, new long[size],
          (old, fresh) -> old.length >= size ? old : Arrays.copyOf(old, size));
    }
  }

  /** A random run; what went wrong first. */
  Optional<String> run(Random random) {
    Words words = firstImage();
    int units = Unit.values().length;
    List<Deque<Integer>> queues = new ArrayList<>();
    long[] given = new long[units];
    long[] done = new long[units];
    Integer[] running = new Integer[units];
    Map<Integer, long[]> needs = new HashMap<>();
    for (int u = 0; u < units; u++) {
      queues.add(new ArrayDeque<>());
    }
    int next = 0;
    long finished = 0;
    for (long idle = 0; finished < (long) images * jobs.size(); idle++) {
      if (idle > 200_000) {
        return Optional.of("nothing goes on: job " + next + " of the stream");
      }
      int u = random.nextInt(units + 1);
      if (u == units) {
        if (next < images * jobs.size() && queues.get(job(next).unit().ordinal()).size() < 2) {
          needs.put(next, needs(next, given));
          given[job(next).unit().ordinal()]++;
          queues.get(job(next).unit().ordinal()).add(next++);
          idle = 0;
        }
      } else if (running[u] != null) {
        Optional<String> wrong = read(words, running[u], "ends");
        if (wrong.isPresent()) {
          return wrong;
        }
        words.write(job(running[u]), running[u]);
        running[u] = null;
        done[u]++;
        finished++;
        idle = 0;
      } else if (!queues.get(u).isEmpty() && met(needs.get(queues.get(u).peek()), done)) {
        running[u] = queues.get(u).remove();
        idle = 0;
        Optional<String> wrong = read(words, running[u], "begins");
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    return Optional.empty();
  }

  private long[] needs(int index, long[] given) {
    long[] needs = new long[given.length];
    for (Unit unit : Unit.values()) {
      int open = allowed.get(index % jobs.size()).get(unit);
      needs[unit.ordinal()] = open == JobFormat.ANY ? 0 : given[unit.ordinal()] - open;
    }
    return needs;
  }

  private static boolean met(long[] needs, long[] done) {
    for (int u = 0; u < needs.length; u++) {
      if (done[u] < needs[u]) {
        return false;
      }
    }
    return true;
  }

  private Optional<String> read(Words words, int index, String when) {
    Job job = job(index);
    String what = "job " + index % jobs.size() + " (" + job.unit() + " " + job.place() + ") of image "
        + index / jobs.size() + " " + when;
    if (!words.hasAll(job)) {
      return Optional.of(what + " and reads what nobody wrote");
    }
    return words.read(job) == expected.get(index) ? Optional.empty()
        : Optional.of(what + " and reads other words than those of its place in the stream");
  }
}
