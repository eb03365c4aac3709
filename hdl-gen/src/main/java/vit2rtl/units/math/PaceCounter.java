package vit2rtl.units.math;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * The phase of a unit with a slow {@link Pace}: 0 to {@link Pace#cycles} − 1 over and over while a beat is inside; the
 * last one, in which beats are taken, while there is none. So the first beat after a rest is taken at once.
 */
@Summary("Counts the cycles of a beat, and waits in the last of them while no beat is inside.")
public final class PaceCounter extends Component {
  private final Pace pace;
  private final int mostRows;

  /** A beat is taken, in the last phase. */
  public final Bool arrives = in("arrives", Bool.bool());
  /** It ends its row. */
  public final Bool arrivesLast = in("arrives_last", Bool.bool());
  /** The next beat begins a row. */
  public final Bool atStart = in("at_start", Bool.bool());
  /** The last beat of a row leaves. */
  public final Bool leavesLast = in("leaves_last", Bool.bool());
  public final UInt phase;
  /** The last phase. */
  public final Bool ticks = out("ticks", Bool.bool());

  /**
   * A counter for a unit of rows.
   *
   * @param mostRows that can be inside, at least 1
   */
  public PaceCounter(Pace pace, int mostRows) {
    super("PaceCounter");
    this.pace = pace;
    this.mostRows = mostRows;
    this.phase = out("phase", pace.phaseType());
  }

  @Override
  protected void build() {
    int last = pace.cycles() - 1;
    UInt count = reg("count", phase.type(), last);
    UInt rows = reg("rows", UInt.upTo(mostRows), 0);
    Bool comes = name("comes", arrives.and(arrivesLast));
    when(comes.and(leavesLast.not()), () -> rows.set(rows.add(1).truncate(rows.width()).narrow(0, mostRows)));
    when(leavesLast.and(comes.not()), () -> rows.set(rows.sub(1).modulo(rows.width()).narrow(0, mostRows)));
    Bool empty = name("empty", rows.eq(0).and(atStart));
    ticks.set(count.eq(last));
    count.set(arrives.mux(UInt.lit(0), empty.mux(UInt.lit(last),
        ticks.mux(UInt.lit(0), count.add(1).truncate(count.width()))).narrow(0, last)));
    phase.set(count);
    check(leavesLast.not().or(rows.ne(0)), "a row leaves that is not inside");
  }
}
