package vit2rtl.units.matmul;

import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.hdl.type.Vec;

/** Registers near the sums of a column, as {@link EntryRelay} has them near its multipliers. */
@Summary("Registers near the sums of a column: which rows are read and written, a cycle later.")
public final class PlacesRelay extends Component {
  public final Vec<Bool> read = in("read", Vec.type(2, Bool.bool()));
  public final Vec<UInt> readRow;
  public final Vec<Bool> write = in("write", Vec.type(2, Bool.bool()));
  public final UInt writeRow;
  public final Bool first = in("first", Bool.bool());
  private final Vec<Bool> readOut = out("read_out", Vec.type(2, Bool.bool()));
  private final Vec<UInt> readRowOut;
  private final Vec<Bool> writeOut = out("write_out", Vec.type(2, Bool.bool()));
  private final UInt writeRowOut;
  private final Bool firstOut = out("first_out", Bool.bool());

  public PlacesRelay(UIntType row) {
    super("PlacesRelay");
    this.readRow = in("read_row", Vec.type(2, row));
    this.writeRow = in("write_row", row);
    this.readRowOut = out("read_row_out", Vec.type(2, row));
    this.writeRowOut = out("write_row_out", row);
  }

  /** Where a column reads and writes: by bank the reads, their rows and the writes. */
  public record Places(List<Bool> read, List<UInt> readRow, List<Bool> write, UInt writeRow, Bool first) {}

  /** The same, a cycle later. */
  public Places later(Places now) {
    for (int b = 0; b < 2; b++) {
      read.get(b).set(now.read.get(b));
      readRow.get(b).set(now.readRow.get(b));
      write.get(b).set(now.write.get(b));
    }
    writeRow.set(now.writeRow);
    first.set(now.first);
    return new Places(readOut.elements(), readRowOut.elements(), writeOut.elements(), writeRowOut, firstOut);
  }

  @Override
  protected void build() {
    for (int b = 0; b < 2; b++) {
      readOut.get(b).set(next("reading_" + b, read.get(b)));
      readRowOut.get(b).set(next("row_read_" + b, readRow.get(b)));
      writeOut.get(b).set(next("writing_" + b, write.get(b)));
    }
    writeRowOut.set(next("row_written", writeRow));
    firstOut.set(next("first_now", first));
  }
}
