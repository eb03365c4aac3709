package vit2rtl.accelerator.rtl;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;

/**
 * Reads consecutive parts of words of a memory as a stream: rows of {@code parts_per_row} parts, each row beginning at a
 * word. {@code start} sets out; the first beat is valid two cycles later, one beat per cycle, held while
 * {@code out_ready} is low. {@code ends} is high with the transfer of the last beat.
 */
@Summary("Reads rows of a memory as a stream of beats.")
final class MemoryReader extends Component {
  private final int parts;
  private final int rowParts;

  final Bool start = in("start", Bool.bool());
  final UInt address;
  final UInt rows;
  final Bool read = out("read", Bool.bool());
  final UInt readAddress;
  final UInt readPart;
  final Bool outValid = out("out_valid", Bool.bool());
  final Bool outLast = out("out_last", Bool.bool());
  final Bool outReady = in("out_ready", Bool.bool());
  final Bool ends = out("ends", Bool.bool());

  /**
   * @param parts    parts of a word
   * @param rowParts parts that a row takes
   */
  MemoryReader(String name, UIntType addresses, UIntType rowCount, int parts, int rowParts) {
    super(name);
    this.parts = parts;
    this.rowParts = rowParts;
    this.address = in("address", addresses);
    this.rows = in("rows", rowCount);
    this.readAddress = out("read_address", addresses);
    this.readPart = out("read_part", Bits.address(parts));
  }

  @Override
  protected void build() {
    Bool reading = reg("reading", Bool.bool(), 0);
    UInt rowsLeft = reg("rows_left", rows.type());
    UInt at = reg("at", readAddress.type());
    UInt part = reg("part", readPart.type(), 0);
    UInt inRow = reg("in_row", Bits.address(rowParts), 0);
    Bool valid = reg("valid", Bool.bool(), 0);

    Bool advance = name("advance", valid.not().or(outReady));
    Bool issue = name("issue", reading.and(advance));
    Bool rowEnds = name("row_ends", inRow.eq(rowParts - 1));
    Bool wordEnds = name("word_ends", rowEnds.or(part.eq(parts - 1)));
    Bool lastIssue = name("last_issue", issue.and(rowEnds).and(rowsLeft.eq(1)));
    read.set(issue);
    readAddress.set(at);
    readPart.set(part);
    when(advance, () -> valid.set(issue));
    when(issue, () -> {
      inRow.set(rowEnds.mux(UInt.lit(0), Bits.fit(inRow.add(1), inRow)));
      part.set(wordEnds.mux(UInt.lit(0), Bits.fit(part.add(1), part)));
      at.set(wordEnds.mux(Bits.fit(at.add(1), at), at));
      when(rowEnds, () -> rowsLeft.set(rowsLeft.sub(1).modulo(rowsLeft.width())));
    });
    when(lastIssue, () -> reading.set(Bool.lit(false)));
    when(start, () -> {
      reading.set(Bool.lit(true));
      rowsLeft.set(rows);
      at.set(address);
    });
    outValid.set(valid);
    outLast.set(next(advance, "last", rowEnds));
    Bool closing = next(advance, "closing", lastIssue);
    ends.set(valid.and(outReady).and(closing));
  }
}
