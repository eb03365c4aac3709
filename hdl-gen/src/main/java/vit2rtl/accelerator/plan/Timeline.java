package vit2rtl.accelerator.plan;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vit2rtl.accelerator.cycles.BusyInterval;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.schedule.Program;

/**
 * What every part did and when, in Chrome's trace format, which Perfetto opens: a track per part, an event per job, a
 * cycle shown as a microsecond. Jobs of one part may overlap by the cycles of its pipeline; such an event ends where the
 * next begins, as tracks hold no overlapping events.
 */
public final class Timeline {
  private Timeline() {}

  public static String json(Program program, List<BusyInterval> intervals) {
    Stream<String> names = Stream.of(Unit.values()).map(unit -> String.format(Locale.ROOT,
        "{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":1,\"tid\":%d,\"args\":{\"name\":\"%s\"}}", unit.ordinal() + 1,
        word(unit)));
    Stream<String> events = Stream.of(Unit.values()).flatMap(unit -> track(program,
        intervals.stream().filter(i -> i.unit() == unit).toList()));
    return Stream.concat(names, events).collect(Collectors.joining(",\n", "{\"traceEvents\":[\n", "\n]}\n"));
  }

  private static Stream<String> track(Program program, List<BusyInterval> intervals) {
    return IntStream.range(0, intervals.size()).mapToObj(i -> {
      BusyInterval interval = intervals.get(i);
      long end = i + 1 < intervals.size() ? Math.min(interval.to(), intervals.get(i + 1).from()) : interval.to();
      // The first image's pixels are taken without a job.
      String name = interval.job() < 0 ? "patches" : program.jobs().get(interval.job()).place();
      return String.format(Locale.ROOT, "{\"name\":\"%s\",\"cat\":\"%s\",\"ph\":\"X\",\"pid\":1,\"tid\":%d,\"ts\":%d,"
          + "\"dur\":%d,\"args\":{\"job\":%d,\"image\":%d}}", name, word(interval.unit()),
          interval.unit().ordinal() + 1, interval.from(), Math.max(1, end - interval.from()), interval.job(),
          interval.image());
    });
  }

  private static String word(Unit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }
}
