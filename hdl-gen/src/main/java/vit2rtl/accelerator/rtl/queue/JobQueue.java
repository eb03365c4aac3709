package vit2rtl.accelerator.rtl.queue;

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
 * each job comes, for every part, how many of its jobs must finish first, as {@link Progress} counts; the queue counts
 * down from there.
 *
 * <p>{@code job_valid} is a register: whether nothing will be left to wait for in the next cycle is known in this one, of
 * the job that will be first then, with the parts that finish in this cycle. So a job begins in the cycle behind the end
 * of the last that it waits for, or behind the one in which it comes, and no path goes from the ends of jobs to their
 * beginnings.
 */
@Summary("Two jobs of one part; the first is shown when all that it must wait for has finished.")
public class JobQueue extends Component {
  private static final int DEPTH = 2;
  /** Conditions in front of the fields. */
  public static final int NEED_BITS = Progress.OPEN_BITS * Unit.values().length;

  private final int fieldBits;

  public final Stream<UInt> input;
  /** Whether a part finishes a job in this cycle. */
  public final Vec<Bool> done = in("done", Vec.type(Unit.values().length, Bool.bool()));
  public final Bool jobValid = out("job_valid", Bool.bool());
  public final UInt job;
  public final Bool take = in("take", Bool.bool());

  public JobQueue(int fieldBits) {
    this("JobQueue" + fieldBits, fieldBits);
  }

  /** With other registers inside. */
  JobQueue(String name, int fieldBits) {
    super(name);
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
    Bool moves = name("moves", take.and(both));
    UInt fields = word.slice(word.width() - 1, NEED_BITS);
    UInt first = reg("first", fields.type());
    UInt second = reg("second", fields.type());
    when(toFirst, () -> first.set(fields));
    when(moves, () -> first.set(second));
    when(toSecond, () -> second.set(fields));
    when(push.and(take.not()), () -> count.set(count.add(1).saturate(0, DEPTH)));
    when(take.and(push.not()), () -> count.set(count.sub(1).saturateUnsigned(DEPTH)));

    List<UInt> coming = new ArrayList<>();
    List<UInt> ofFirst = new ArrayList<>();
    List<UInt> ofSecond = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      int i = unit.ordinal();
      String name = unit.name().toLowerCase(Locale.ROOT);
      UInt firstLeft = reg("first_left_" + name, UInt.bits(Progress.OPEN_BITS));
      UInt secondLeft = reg("second_left_" + name, UInt.bits(Progress.OPEN_BITS));
      coming.add(name("coming_" + name, left(needs(word, unit), i)));
      ofFirst.add(name("first_still_" + name, left(firstLeft, i)));
      ofSecond.add(name("second_still_" + name, left(secondLeft, i)));
      firstLeft.set(toFirst.mux(coming.get(i), moves.mux(ofSecond.get(i), ofFirst.get(i))));
      secondLeft.set(toSecond.mux(coming.get(i), ofSecond.get(i)));
    }
    Bool stays = name("stays", none.or(take).not().and(met(ofFirst)));
    Bool shown = reg("shown", Bool.bool(), 0);
    shown.set(toFirst.mux(met(coming), moves.mux(met(ofSecond), stays)));

    input.ready().set(both.not());
    jobValid.set(shown);
    job.set(first);
    check(take.not().or(shown), "a job is taken whose conditions are not met");
  }

  /** What is left to wait for of a part in the next cycle. */
  final UInt left(UInt now, int unit) {
    return Progress.without(now, done.get(unit));
  }

  /** Whether nothing is. A count is 0 where its lowest bit is. */
  static Bool met(List<UInt> left) {
    Bool all = Bool.lit(true);
    for (UInt one : left) {
      all = all.and(one.bit(0).not());
    }
    return all;
  }

  /** How many jobs of a part a job waits for, of its word. */
  static UInt needs(UInt word, Unit unit) {
    int low = unit.ordinal() * Progress.OPEN_BITS;
    return word.slice(low + Progress.OPEN_BITS - 1, low);
  }
}
