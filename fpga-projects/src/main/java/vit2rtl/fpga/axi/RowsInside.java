package vit2rtl.fpga.axi;

import vit2rtl.fpga.FpgaUnit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * Whether a unit holds any part of a row: counts rows whose first beat went in and whose last beat has not come out.
 *
 * <p>The counter is wide enough: a unit's buffers between passes have less than twice the beats that its latency makes
 * necessary, so that with latency L at most 2·L + 10 beats are inside, of at most ⌊(2·L + 8)/beats⌋ + 2 rows.
 */
final class RowsInside extends Component {
  private final int most;

  /** A row's first beat goes in. */
  final Bool entering = in("entering", Bool.bool());
  /** A row's last beat comes out. */
  final Bool leaving = in("leaving", Bool.bool());
  final Bool any = out("any", Bool.bool());

  RowsInside(FpgaUnit unit) {
    super("RowsInside");
    this.most = (2 * unit.latency() + 8) / unit.rows().beats() + 2;
  }

  @Override
  protected void build() {
    UInt rows = reg("rows", UInt.bits(UInt.upTo(most).width()), 0);
    check(rows.le(most), "more rows inside than the unit can hold");
    check(leaving.not().or(rows.ne(0)), "a row left that did not enter");
    when(entering.and(leaving.not()), () -> rows.set(rows.add(1).truncate(rows.width())));
    when(leaving.and(entering.not()), () -> rows.set(rows.sub(1).modulo(rows.width())));
    any.set(rows.ne(0));
  }
}
