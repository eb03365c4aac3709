package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.rtl.queue.JobQueue;
import vit2rtl.accelerator.rtl.queue.Progress;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * Reads the constant stream: gives every job to the queue of its part, and the beats behind it to the loader or to the
 * writer of tables. From the stream's "how many of that part's jobs may be unfinished" and the count of those that are
 * ({@link Progress}) it makes how many must finish before the job begins.
 *
 * <p>A job takes its header's beats, one cycle to be given out, and its constants' beats. Where a job waits here for its
 * part, the last beat of its header stays in the stream until the part begins it, and those in front of the last go to
 * registers of the parts that have fields there ({@link JobFormat#isPassed}), when the part has no job.
 */
@Summary("Reads jobs from the stream of constants and gives each to its part, with what it must wait for.")
final class Dispatcher extends Component {
  private enum Phase { HEADER, ISSUE, PAYLOAD }

  private final JobFormat format;
  private final boolean far;

  final Stream<UInt> stream;
  final List<Stream<UInt>> jobs = new ArrayList<>();
  final UInt beat;
  final Bool loaderValid = out("loader_valid", Bool.bool());
  final Bool loaderReady = in("loader_ready", Bool.bool());
  final Bool constantsValid = out("constants_valid", Bool.bool());
  final Bool constantsReady = in("constants_ready", Bool.bool());
  /** Jobs of every part that are given out and not finished. */
  final Vec<UInt> open = in("open", Vec.type(Unit.values().length, UInt.bits(Progress.OPEN_BITS)));
  /** Whether a part is given a job in this cycle. */
  final Vec<Bool> gives = out("gives", Vec.type(Unit.values().length, Bool.bool()));

  Dispatcher(JobFormat format, Stream.Shape<UInt> shape, boolean far) {
    super("Dispatcher");
    this.format = format;
    this.far = far;
    this.stream = in("stream", shape);
    this.beat = out("beat", UInt.bits(8 * format.beatBytes()));
    for (Unit unit : Unit.values()) {
      jobs.add(out("job_" + unit.name().toLowerCase(java.util.Locale.ROOT),
          Stream.of(UInt.bits(JobQueue.NEED_BITS + Math.max(1, format.bits(unit))), 1).withoutLast()));
    }
  }

  @Override
  protected void build() {
    UInt present = name("present", joined(stream.payload()));
    beat.set(present);
    if (format.isDirect()) {
      direct(present);
    } else {
      queued(present);
    }
  }

  /** Headers are read whole, and jobs given to queues. */
  private void queued(UInt present) {
    int beats = format.headerBeats();
    UInt phase = reg("phase", UInt.bits(2), Phase.HEADER.ordinal());
    UInt index = reg("header_index", Bits.address(beats), 0);
    Bool inHeader = name("in_header", phase.eq(Phase.HEADER.ordinal()));
    Bool inIssue = name("in_issue", phase.eq(Phase.ISSUE.ordinal()));
    Bool inPayload = name("in_payload", phase.eq(Phase.PAYLOAD.ordinal()));
    UInt header = null;
    for (int i = 0; i < beats; i++) {
      UInt part = next(inHeader.and(stream.valid()).and(index.eq(i)), "header_" + i, present);
      header = header == null ? part : part.concat(header);
    }
    UInt whole = name("header", header);
    UInt unit = unit(whole);
    UInt payload = payloadBeats(whole);
    Map<Unit, UInt> fields = new EnumMap<>(Unit.class);
    for (Unit one : Unit.values()) {
      fields.put(one, whole);
    }
    Bool given = name("given", issue(fields, whole, unit, inIssue));
    UInt left = reg("beats_left", payload.type());
    Bool isLoader = name("to_loader", unit.eq(Unit.LOADER.ordinal()));
    // The header stands still from the cycle in which the job is given on.
    Bool toLoader = far ? next("to_loader_given", isLoader) : isLoader;
    loaderValid.set(inPayload.and(stream.valid()).and(toLoader));
    constantsValid.set(inPayload.and(stream.valid()).and(toLoader.not()));
    Bool passed = name("passed", inPayload.and(stream.valid()).and(toLoader.mux(loaderReady, constantsReady)));
    stream.ready().set(inHeader.or(inPayload.and(toLoader.mux(loaderReady, constantsReady))));

    when(inHeader.and(stream.valid()), () -> {
      Bool whole1 = index.eq(beats - 1);
      index.set(whole1.mux(UInt.lit(0), index.add(1).truncate(index.width())));
      when(whole1, () -> phase.set(UInt.lit(Phase.ISSUE.ordinal())));
    });
    when(given, () -> {
      left.set(payload);
      phase.set(payload.eq(0).mux(UInt.lit(Phase.HEADER.ordinal()), UInt.lit(Phase.PAYLOAD.ordinal())));
    });
    when(passed, () -> {
      left.set(left.sub(1).modulo(left.width()));
      when(left.eq(1), () -> phase.set(UInt.lit(Phase.HEADER.ordinal())));
    });
  }

  /** Headers are read up to their last beat, which stays in the stream until the job begins. */
  private void direct(UInt present) {
    int last = format.headerBeats() - 1;
    Bool passing = reg("passing", Bool.bool(), 0);
    UInt index = reg("header_index", Bits.address(format.headerBeats()), 0);
    Bool atLast = last == 0 ? Bool.lit(true) : name("at_last", index.eq(last));
    List<UInt> kept = new ArrayList<>();
    Bool arrives = wire("header_arrives", Bool.bool());
    for (int i = 0; i < format.keptBeats(); i++) {
      kept.add(next(arrives.and(index.eq(i)), "header_" + i, present));
    }
    UInt whole = name("header", last == 0 ? present : joined(Vec.of(kept)));
    UInt unit = unit(whole);
    UInt payload = payloadBeats(whole);
    Bool held = Bool.lit(false);
    Map<Unit, UInt> fields = new EnumMap<>(Unit.class);
    for (Unit one : Unit.values()) {
      Bool meant = name("is_" + one.name().toLowerCase(java.util.Locale.ROOT), unit.eq(one.ordinal()));
      if (format.takesPassed(one)) {
        Bool passed = name("passed_on_" + one.name().toLowerCase(java.util.Locale.ROOT),
            atLast.not().and(index.ge(format.keptBeats())).and(meant));
        held = held.or(passed.and(open.get(one.ordinal()).bit(0)));
      }
      fields.put(one, fields(one, whole, meant, arrives, index, present));
    }
    Bool reading = name("reading", passing.not().and(atLast.not()).and(held.not()));
    arrives.set(reading.and(stream.valid()));
    Bool inIssue = name("in_issue", passing.not().and(atLast).and(stream.valid()));
    Bool given = name("given", issue(fields, whole, unit, inIssue));
    UInt left = reg("beats_left", payload.type());
    Bool ofLoader = unit.eq(Unit.LOADER.ordinal());
    // Nothing is kept of a header of one beat.
    Bool toLoader = last == 0 ? next(given, "to_loader", ofLoader) : name("to_loader", ofLoader);
    loaderValid.set(passing.and(stream.valid()).and(toLoader));
    constantsValid.set(passing.and(stream.valid()).and(toLoader.not()));
    Bool takes = name("takes", passing.and(toLoader.mux(loaderReady, constantsReady)));
    Bool passed = name("passed", stream.valid().and(takes));
    stream.ready().set(reading.or(given).or(takes));
    when(arrives, () -> index.set(index.add(1).truncate(index.width())));
    when(given, () -> {
      index.set(UInt.lit(0));
      passing.set(payload.ne(0));
    });
    // Not in the cycle of given alone: no path goes from the part that begins the job to all of these bits.
    when(passing.not(), () -> left.set(payload));
    when(passed, () -> {
      left.set(left.sub(1).modulo(left.width()));
      when(left.eq(1), () -> passing.set(Bool.lit(false)));
    });
  }

  /** A header as a part sees it: what is kept, what was passed on to its own registers, and the beat in the stream. */
  private UInt fields(Unit one, UInt whole, Bool meant, Bool arrives, UInt index, UInt present) {
    int last = format.headerBeats() - 1;
    if (last == 0) {
      return whole;
    }
    UInt all = whole;
    for (int i = format.keptBeats(); i < last; i++) {
      UInt own = format.takesPassed(one) ? next(arrives.and(meant).and(index.eq(i)),
          one.name().toLowerCase(java.util.Locale.ROOT) + "_" + i, present) : UInt.lit(0).truncate(present.width());
      all = own.concat(all);
    }
    return present.concat(all);
  }

  private UInt unit(UInt header) {
    return name("unit", header.slice(JobFormat.UNIT_BITS - 1, 0));
  }

  private UInt payloadBeats(UInt header) {
    return name("payload_beats", header.slice(JobFormat.UNIT_BITS + JobFormat.BEAT_BITS - 1, JobFormat.UNIT_BITS));
  }

  /**
   * Gives the job to its part; high in the cycle in which that takes it.
   *
   * @param fields the header as each part sees it
   * @param whole  its first bits
   */
  private Bool issue(Map<Unit, UInt> fields, UInt whole, UInt unit, Bool inIssue) {
    UInt needs = null;
    for (Unit one : Unit.values()) {
      int low = JobFormat.UNIT_BITS + JobFormat.BEAT_BITS + JobFormat.ALLOWED_BITS * one.ordinal();
      UInt need = need(open.get(one.ordinal()), whole.slice(low + JobFormat.ALLOWED_BITS - 1, low));
      needs = needs == null ? need : need.concat(needs);
    }
    UInt conditions = name("needs", needs);
    Bool given = Bool.lit(false);
    for (Unit one : Unit.values()) {
      Stream<UInt> target = jobs.get(one.ordinal());
      Bool here = name("issue_" + one.name().toLowerCase(java.util.Locale.ROOT), inIssue.and(unit.eq(one.ordinal())));
      target.valid().set(here);
      int bits = Math.max(1, format.bits(one));
      target.payload().get(0).set(fields.get(one).slice(JobFormat.FIELDS_AT + bits - 1, JobFormat.FIELDS_AT)
          .concat(conditions));
      Bool taken = here.and(target.ready());
      gives.get(one.ordinal()).set(taken);
      given = given.or(taken);
    }
    return given;
  }

  /** How many of a part's open jobs must finish: those beyond the allowed; none where any number is. */
  private static UInt need(UInt open, UInt allowed) {
    int index = Bits.address(Progress.OPEN_BITS).range().unsignedWidth();
    UInt beyond = open.shr(allowed.slice(index - 1, 0));
    return allowed.slice(allowed.width() - 1, index).eq(0).mux(beyond, UInt.lit(0)).truncate(Progress.OPEN_BITS);
  }

  /** The elements of a beat, the first lowest. */
  static UInt joined(Vec<UInt> elements) {
    UInt all = elements.get(0);
    for (int i = 1; i < elements.size(); i++) {
      all = elements.get(i).concat(all);
    }
    return all;
  }
}
