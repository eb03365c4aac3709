package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
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
 * <p>A job takes its header's beats, one cycle to be given out, and its constants' beats.
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
    UInt unit = name("unit", whole.slice(JobFormat.UNIT_BITS - 1, 0));
    UInt payload = name("payload_beats",
        whole.slice(JobFormat.UNIT_BITS + JobFormat.BEAT_BITS - 1, JobFormat.UNIT_BITS));
    Bool given = name("given", issue(whole, unit, inIssue));
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

  /** Gives the job to its part; high in the cycle in which that takes it. */
  private Bool issue(UInt whole, UInt unit, Bool inIssue) {
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
      target.payload().get(0).set(whole.slice(JobFormat.FIELDS_AT + bits - 1, JobFormat.FIELDS_AT).concat(conditions));
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
