package vit2rtl.fpga.network;

import vit2rtl.fpga.BoardUnit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/**
 * A row of logits as bytes, the low byte of each first, and behind them the cycles that the image took, in
 * {@link NetworkUnit#CYCLE_BYTES} bytes; {@code last} with the last of these. Cycles are counted modulo 2³² from
 * {@code image_in}, or from the first logit before where that is later, to the cycle in which the row's first logit is
 * there, whether or not it can be sent yet.
 */
@Summary("Logits as bytes, and behind them the cycles that the image took.")
final class LogitBytes extends Component {
  private static final int COUNT_BITS = Byte.SIZE * NetworkUnit.CYCLE_BYTES;
  /** Images whose pixels are inside at most: one that is computed, one that waits, one between. */
  private static final int MOST_INSIDE = 3;

  final Stream<SInt> logits;
  /** An image's last pixel goes into the accelerator. */
  final Bool imageIn = in("image_in", Bool.bool());
  final Stream<UInt> output = out("bytes", Stream.of(UInt.bits(Byte.SIZE), 1));

  LogitBytes(Stream.Shape<SInt> shape) {
    super("LogitBytes");
    this.logits = in("logits", shape);
  }

  @Override
  protected void build() {
    UInt cycles = cycles();
    SInt logit = logits.payload().get(0);
    int bytes = BoardUnit.bytes(logit.width());
    int most = Math.max(bytes, NetworkUnit.CYCLE_BYTES);
    UInt held = reg("held", UInt.bits(Byte.SIZE * most));
    UInt left = reg("left", UInt.upTo(most), 0);
    Bool rowEnds = reg("row_ends", Bool.bool(), 0);
    Bool counting = reg("counting", Bool.bool(), 0);

    Bool empty = name("empty", left.eq(0));
    Bool ends = name("ends", left.eq(1).and(output.ready()));
    logits.ready().set(empty);
    output.valid().set(empty.not());
    output.last().set(counting.and(left.eq(1)));
    output.payload().get(0).set(held.slice(Byte.SIZE - 1, 0));
    when(empty.not().and(output.ready()), () -> {
      held.set(most == 1 ? held : UInt.lit(0).concat(held.slice(held.width() - 1, Byte.SIZE)).truncate(held.width()));
      left.set(left.sub(1).saturate(0, most));
    });
    when(empty.and(logits.valid()), () -> {
      held.set(logit.add(SInt.lit(0)).asBits().asUInt().truncate(held.width()));
      left.set(UInt.lit(bytes));
      rowEnds.set(logits.last());
      counting.set(Bool.lit(false));
    });
    when(ends.and(rowEnds), () -> {
      held.set(cycles);
      left.set(UInt.lit(NetworkUnit.CYCLE_BYTES));
      rowEnds.set(Bool.lit(false));
      counting.set(Bool.lit(true));
    });
  }

  /** Those of the row whose first logit came last; kept while that row is sent. */
  private UInt cycles() {
    UInt now = reg("now", UInt.bits(COUNT_BITS), 0);
    UInt inside = reg("images_inside", UInt.upTo(MOST_INSIDE), 0);
    Bool started = reg("row_started", Bool.bool(), 0);
    UInt kept = reg("kept", UInt.bits(COUNT_BITS), 0);
    Bool first = name("first_there", logits.valid().and(started.not()));
    when(first, () -> started.set(Bool.lit(true)));
    when(logits.fire().and(logits.last()), () -> started.set(Bool.lit(false)));
    when(imageIn.and(first.not()), () -> inside.set(inside.add(1).saturate(0, MOST_INSIDE)));
    when(first.and(imageIn.not()), () -> inside.set(inside.sub(1).saturate(0, MOST_INSIDE)));
    Bool anew = name("anew", first.or(imageIn.and(inside.eq(0))));
    now.set(anew.mux(UInt.lit(1), now.add(1).truncate(COUNT_BITS)));
    when(first, () -> kept.set(now));
    return kept;
  }
}
