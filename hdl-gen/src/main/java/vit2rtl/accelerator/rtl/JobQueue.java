package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * The jobs that a part has been given, {@link #DEPTH} at most, and the conditions under which the first may begin. With
 * each job comes, for every part, whether it waits for it and the count of finished jobs it waits for, modulo
 * 2^{@link #COUNT_BITS}.
 *
 * <p>When a job comes, a part's count of finished jobs is at most three beyond the one it waits for and at most four
 * behind ({@link vit2rtl.accelerator.schedule.Program#OUTSTANDING}), so the difference tells which. Later the count may
 * go on as far as it likes while the job waits for another part: that a condition was met is kept.
 */
@Summary("Two jobs of one part; the first is shown when all that it must wait for has finished.")
final class JobQueue extends Component {
  static final int COUNT_BITS = 4;
  static final int DEPTH = 2;
  /** Conditions in front of the fields. */
  static final int NEED_BITS = (COUNT_BITS + 1) * Unit.values().length;

  private final int fieldBits;

  final Stream<UInt> input;
  /** Finished jobs of every part. */
  final Vec<UInt> finished = in("finished", Vec.type(Unit.values().length, UInt.bits(COUNT_BITS)));
  final Bool jobValid = out("job_valid", Bool.bool());
  final UInt job;
  final Bool take = in("take", Bool.bool());

  JobQueue(int fieldBits) {
    super("JobQueue" + fieldBits);
    this.fieldBits = fieldBits;
    this.input = in("in", Stream.of(UInt.bits(NEED_BITS + fieldBits), 1).withoutLast());
    this.job = out("job", UInt.bits(fieldBits));
  }

  @Override
  protected void build() {
    UInt count = reg("count", UInt.upTo(DEPTH), 0);
    UInt word = input.payload().get(0);
    Bool push = name("push", input.fire());
    Bool both = name("both", count.eq(DEPTH));
    Bool none = name("none", count.eq(0));
    Bool toFirst = name("to_first", push.and(none.or(take)));
    Bool toSecond = name("to_second", push.and(toFirst.not()));
    UInt first = reg("first", UInt.bits(word.width()));
    UInt second = reg("second", UInt.bits(word.width()));

    List<Bool> secondMet = met("second", second, toSecond);
    Bool moves = name("moves", take.and(both));
    Bool met = none.not();
    for (Unit unit : Unit.values()) {
      int i = unit.ordinal();
      Bool kept = reg("first_met_" + name(unit), Bool.bool());
      Bool now = name("first_met_now_" + name(unit), kept.or(satisfied(first, i)));
      kept.set(moves.mux(secondMet.get(i), now.and(toFirst.not())));
      met = met.and(now);
    }
    when(toFirst, () -> first.set(word));
    when(moves, () -> first.set(second));
    when(toSecond, () -> second.set(word));
    when(push.and(take.not()), () -> count.set(count.add(1).saturate(0, DEPTH)));
    when(take.and(push.not()), () -> count.set(count.sub(1).saturateUnsigned(DEPTH)));

    input.ready().set(both.not());
    jobValid.set(met);
    job.set(first.slice(NEED_BITS + fieldBits - 1, NEED_BITS));
    check(take.not().or(met), "a job is taken whose conditions are not met");
  }

  private static String name(Unit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }

  /** For every part, whether the condition of a job that is not the first has been met by now. */
  private List<Bool> met(String name, UInt word, Bool fresh) {
    List<Bool> all = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      Bool kept = reg(name + "_met_" + name(unit), Bool.bool());
      Bool now = name(name + "_met_now_" + name(unit), kept.or(satisfied(word, unit.ordinal())));
      kept.set(now.and(fresh.not()));
      all.add(now);
    }
    return all;
  }

  private Bool satisfied(UInt word, int unit) {
    return satisfied(word, finished, unit);
  }

  /** Whether the count of finished jobs of a part is what a job's conditions, lowest in its word, ask for. */
  static Bool satisfied(UInt word, Vec<UInt> finished, int unit) {
    int low = unit * (COUNT_BITS + 1);
    Bool waits = word.bit(low + COUNT_BITS);
    UInt beyond = finished.get(unit).subtractModulo(word.slice(low + COUNT_BITS - 1, low), COUNT_BITS);
    return waits.and(beyond.msb()).not();
  }
}
