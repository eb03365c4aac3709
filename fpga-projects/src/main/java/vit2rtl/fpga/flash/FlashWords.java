package vit2rtl.fpga.flash;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * One pass over a {@link FlashImage}, group of bits by group: its words, and whether they are right. {@code wrong} is
 * high for a cycle behind a magic or contract that is another, a count of zero or beyond the flash, or a check that does
 * not fit; {@code right} behind one that does. {@code gives} comes with every word of constants, a word late: with the
 * last one when the check has fitted.
 */
@Summary("Words out of bits from a flash, their header and check compared.")
final class FlashWords extends Component {
  /** Words that a flash holds. */
  private static final int MOST_WORDS_BITS =
      FlashFormat.ADDRESS_BITS - Integer.numberOfTrailingZeros(FlashFormat.WORD / Byte.SIZE);

  private final FlashFormat format;

  /** A pass is about to begin. */
  final Bool starts = in("starts", Bool.bool());
  final Bool valid = in("valid", Bool.bool());
  final UInt bits;
  final Bool right = out("right", Bool.bool());
  final Bool wrong = out("wrong", Bool.bool());
  final Bool gives = out("gives", Bool.bool());
  final UInt word = out("word", UInt.bits(FlashFormat.WORD));

  FlashWords(FlashFormat format) {
    super("FlashWords");
    this.format = format;
    this.bits = in("bits", UInt.bits(format.lines().bits()));
  }

  @Override
  protected void build() {
    int each = FlashFormat.WORD / format.lines().bits();
    UInt group = reg("group_index", UInt.bits(UInt.upTo(each - 1).width()), 0);
    UInt shift = reg("shift", UInt.bits(FlashFormat.WORD));
    UInt crc = reg("crc", UInt.bits(FlashCrc.BITS));
    when(valid, () -> {
      group.set(group.add(1).truncate(group.width()));
      shift.set(shift.slice(FlashFormat.WORD - 1 - bits.width(), 0).concat(bits));
      crc.set(FlashCrc.next(crc, bits));
    });
    Bool whole = next("whole", valid.and(group.eq(each - 1)), 0);

    UInt index = reg("index", UInt.upTo(FlashFormat.HEADER_WORDS), 0);
    UInt left = reg("words_left", UInt.bits(MOST_WORDS_BITS));
    UInt before = reg("word_before", UInt.bits(FlashFormat.WORD));
    Bool held = reg("held", Bool.bool(), 0);
    Bool inData = name("in_data", index.eq(FlashFormat.HEADER_WORDS));
    Bool atCheck = name("at_check", inData.and(left.eq(0)));
    Bool differs = index.eq(0).and(shift.ne(Integer.toUnsignedLong(FlashFormat.MAGIC)))
        .or(index.eq(1).and(shift.ne(Integer.toUnsignedLong(format.contract()))))
        .or(index.eq(2).and(shift.slice(FlashFormat.WORD - 1, MOST_WORDS_BITS).ne(0)
            .or(shift.slice(MOST_WORDS_BITS - 1, 0).eq(0))));
    wrong.set(whole.and(atCheck.mux(crc.ne(0).asUInt(), differs.asUInt()).eq(1)));
    right.set(whole.and(atCheck).and(crc.eq(0)));
    gives.set(whole.and(inData).and(held).and(atCheck.not().or(crc.eq(0))));
    word.set(before);
    when(whole, () -> {
      when(inData.not(), () -> index.set(index.add(1).saturate(0, FlashFormat.HEADER_WORDS)));
      when(index.eq(2), () -> left.set(shift.slice(MOST_WORDS_BITS - 1, 0)));
      when(inData, () -> {
        left.set(left.sub(1).modulo(left.width()));
        before.set(shift);
        held.set(Bool.lit(true));
      });
    });
    when(starts, () -> {
      group.set(UInt.lit(0));
      index.set(UInt.lit(0));
      held.set(Bool.lit(false));
      crc.set(UInt.lit(Integer.toUnsignedLong(FlashCrc.START)));
    });
  }
}
