package vit2rtl.accelerator.rtl.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * A {@link JobQueue} whose paths are short: a job always enters the second place, moves to the first in a cycle of its
 * own when that is empty, and is shown from there. So what comes from the dispatcher ends in the registers of the second
 * place, and what the part takes ends in two bits.
 *
 * <p>A job is shown two cycles behind the one in which it comes, or in which the job before was taken, and otherwise in
 * the cycle behind that in which {@code done} says the last end that it waits for.
 */
@Summary("Two jobs of one part, each a cycle in the second place; the first is shown when it need not wait any more.")
public final class FarJobQueue extends JobQueue {

  public FarJobQueue(int fieldBits) {
    super("FarJobQueue" + fieldBits, fieldBits);
  }

  @Override
  protected void build() {
    UInt word = input.payload().get(0);
    Bool firstThere = reg("first_there", Bool.bool(), 0);
    Bool secondThere = reg("second_there", Bool.bool(), 0);
    Bool shown = reg("shown", Bool.bool(), 0);
    Bool push = name("push", input.fire());
    Bool moves = name("moves", secondThere.and(firstThere.not()));
    UInt fields = word.slice(word.width() - 1, NEED_BITS);
    UInt first = reg("first", fields.type());
    UInt second = reg("second", fields.type());
    // An empty place takes whatever is in front of it: whether that is a job is said beside.
    when(firstThere.not(), () -> first.set(second));
    when(secondThere.not(), () -> second.set(fields));
    firstThere.set(moves.or(firstThere.and(take.not())));
    secondThere.set(push.or(secondThere.and(moves.not())));

    List<UInt> ofFirst = new ArrayList<>();
    List<UInt> ofSecond = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      int i = unit.ordinal();
      String name = unit.name().toLowerCase(Locale.ROOT);
      UInt firstLeft = reg("first_left_" + name, UInt.bits(Progress.OPEN_BITS));
      UInt secondLeft = reg("second_left_" + name, UInt.bits(Progress.OPEN_BITS));
      ofFirst.add(name("first_still_" + name, left(firstLeft, i)));
      ofSecond.add(name("second_still_" + name, left(secondLeft, i)));
      firstLeft.set(firstThere.mux(ofFirst.get(i), ofSecond.get(i)));
      secondLeft.set(secondThere.mux(ofSecond.get(i), left(needs(word, unit), i)));
    }
    shown.set(firstThere.mux(take.not().and(met(ofFirst)), secondThere.and(met(ofSecond))));

    input.ready().set(secondThere.not());
    jobValid.set(shown);
    job.set(first);
    check(take.not().or(shown), "a job is taken whose conditions are not met");
  }
}
