package vit2rtl.accelerator.rtl;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;

/**
 * Where the beats of rows go in a memory: bank after bank, word after word, each row beginning at a new word.
 * {@code ends} is high with the last beat of the last row.
 */
@Summary("Addresses of the groups of elements of rows that are written one after another.")
final class RowWriter extends Component {
  private final int banks;
  private final int skip;

  final Bool start = in("start", Bool.bool());
  final UInt address;
  final UInt rows;
  final Bool beat = in("beat", Bool.bool());
  final Bool beatLast = in("beat_last", Bool.bool());
  final UInt word;
  final UInt bank;
  final Bool ends = out("ends", Bool.bool());

  /** Rows that follow each other. */
  RowWriter(String name, UIntType addresses, UIntType rowCount, int banks) {
    this(name, addresses, rowCount, banks, 0);
  }

  /** Rows with {@code skip} words between them. */
  RowWriter(String name, UIntType addresses, UIntType rowCount, int banks, int skip) {
    super(name);
    this.banks = banks;
    this.skip = skip;
    this.address = in("address", addresses);
    this.rows = in("rows", rowCount);
    this.word = out("word", addresses);
    this.bank = out("bank", Bits.address(banks));
  }

  @Override
  protected void build() {
    UInt wordNow = reg("word_now", word.type());
    UInt bankNow = reg("bank_now", bank.type(), 0);
    UInt rowsLeft = reg("rows_left", rows.type());
    Bool wordEnds = name("word_ends", beatLast.or(bankNow.eq(banks - 1)));
    when(beat, () -> {
      bankNow.set(wordEnds.mux(UInt.lit(0), Bits.fit(bankNow.add(1), bankNow)));
      wordNow.set(wordEnds.mux(Bits.fit(wordNow.add(skip == 0 ? UInt.lit(1) : beatLast.mux(UInt.lit(1 + skip), UInt.lit(1))),
          wordNow), wordNow));
      when(beatLast, () -> rowsLeft.set(rowsLeft.sub(1).modulo(rowsLeft.width())));
    });
    when(start, () -> {
      wordNow.set(address);
      rowsLeft.set(rows);
    });
    word.set(wordNow);
    bank.set(bankNow);
    ends.set(beat.and(beatLast).and(rowsLeft.eq(1)));
  }
}
