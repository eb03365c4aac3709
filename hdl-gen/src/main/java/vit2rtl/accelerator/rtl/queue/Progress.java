package vit2rtl.accelerator.rtl.queue;

import java.util.Locale;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * How many jobs of every part are given out and not finished, {@link Program#OUTSTANDING} at most, as so many bits: bit i
 * says that there are more than i. So it moves by one place where a job comes or goes, and a comparison is one bit of it.
 * The first image's pixels count as given out.
 */
@Summary("Counts the jobs of every part that are given out and not finished.")
public final class Progress extends Component {
  /** Bits of a count. */
  public static final int OPEN_BITS = Program.OUTSTANDING;

  public final Vec<Bool> given = in("given", Vec.type(Unit.values().length, Bool.bool()));
  public final Vec<Bool> done = in("done", Vec.type(Unit.values().length, Bool.bool()));
  public final Vec<UInt> open = out("open", Vec.type(Unit.values().length, UInt.bits(OPEN_BITS)));

  @Override
  protected void build() {
    for (Unit unit : Unit.values()) {
      int i = unit.ordinal();
      UInt count = reg("open_" + unit.name().toLowerCase(Locale.ROOT), UInt.bits(OPEN_BITS), unit == Unit.PIXELS ? 1 : 0);
      Bool more = given.get(i).and(done.get(i).not());
      Bool fewer = done.get(i).and(given.get(i).not());
      when(more, () -> count.set(count.slice(OPEN_BITS - 2, 0).concat(UInt.lit(1))));
      when(fewer, () -> count.set(count.shr(1)));
      check(more.not().or(count.bit(OPEN_BITS - 1).not()), "a part has more jobs unfinished than conditions can tell");
      check(done.get(i).not().or(count.bit(0)), "a part finishes a job that it was not given");
      open.get(i).set(count);
    }
  }

  /** A count of jobs that are waited for when one of them has finished in this cycle, or none. */
  static UInt without(UInt count, Bool done) {
    return done.mux(count.shr(1), count).truncate(OPEN_BITS);
  }
}
