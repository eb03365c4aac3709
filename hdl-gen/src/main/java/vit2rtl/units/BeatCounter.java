package vit2rtl.units;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * Counts the beats of rows: {@code index} of the present beat, {@code following} of the beat in the next cycle,
 * {@code last} while the present one is a row's last.
 */
@Summary("Counts the beats of rows.")
public final class BeatCounter extends Component {
  private final int beats;

  public final Bool beat = in("step", Bool.bool());
  public final UInt index;
  public final UInt following;
  public final Bool first = out("first", Bool.bool());
  public final Bool last = out("last", Bool.bool());

  public BeatCounter(int beats) {
    super("BeatCounter");
    this.beats = beats;
    this.index = out("index", UInt.upTo(Math.max(1, beats - 1)));
    this.following = out("following", index.type());
  }

  @Override
  protected void build() {
    if (beats == 1) {
      index.set(UInt.lit(0));
      following.set(UInt.lit(0));
      first.set(Bool.lit(true));
      last.set(Bool.lit(true));
      return;
    }
    UInt count = reg("count", UInt.upTo(beats - 1), 0);
    Bool closing = name("closing", count.eq(beats - 1));
    UInt next = closing.mux(UInt.lit(0), count.add(1).truncate(count.width())).narrow(0, beats - 1);
    following.set(beat.mux(next, count));
    count.set(following);
    index.set(count);
    first.set(count.eq(0));
    last.set(closing);
  }
}
