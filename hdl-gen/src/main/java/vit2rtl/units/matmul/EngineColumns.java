package vit2rtl.units.matmul;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.math.PipelinedTree;

/**
 * All columns of a small matrix engine whose products come from outside: what {@link EngineColumn} does for each, with one
 * adder per column and banks whose words hold a sum of every column, which takes fewer memories. Cycles and widths are
 * those of {@link EngineColumn}.
 */
@Summary("The columns of a matrix engine: sums of products, added to two banks of sums of all columns.")
public final class EngineColumns extends Component {
  private static final PipelinedTree TREE = new PipelinedTree(2);

  private final ColumnShape shape;
  private final int columns;

  /** K of the first column, K of the second and so on. */
  public final Vec<SInt> products;
  /** Reads of the banks, a cycle ahead of the addition or of what the drain wants. */
  public final Vec<Bool> read = in("read", Vec.type(2, Bool.bool()));
  public final Vec<UInt> readRow;
  public final Vec<Bool> write = in("write", Vec.type(2, Bool.bool()));
  public final UInt writeRow;
  /** The sum begins anew. */
  public final Bool first = in("first", Bool.bool());
  /** The words read last: all columns of the first bank, then of the second. */
  public final Vec<SInt> sums;

  /**
   * Columns whose banks have at least two rows.
   *
   * @param shape   of each column
   * @param columns how many
   */
  public EngineColumns(ColumnShape shape, int columns) {
    super("EngineColumns");
    if (shape.rows() < 2 || shape.products() != ColumnShape.Products.GIVEN || shape.pace() != ColumnShape.Pace.STEADY) {
      throw new IllegalArgumentException(shape + "; allowed: two rows or more, products from outside, in every cycle");
    }
    this.shape = shape;
    this.columns = columns;
    this.products = in("products", Vec.type(columns * shape.inner(), SInt.bits(2 * shape.operandBits())));
    this.readRow = in("read_row", Vec.type(2, shape.rowType()));
    this.writeRow = in("write_row", shape.rowType());
    this.sums = out("sums", Vec.type(2 * columns, shape.sumType()));
  }

  @Override
  protected void build() {
    int bits = shape.accumulatorBits();
    Pipeline pipe = pipeline(EngineColumn.stages(shape.inner()));
    Stage add = pipe.stage("add");
    List<Mem<UInt>> banks = new ArrayList<>();
    List<UInt> stored = new ArrayList<>();
    for (int bank = 0; bank < 2; bank++) {
      banks.add(mem(bank == 0 ? "sums_a" : "sums_b", UInt.bits(columns * bits), shape.rows()).anyAddress());
      stored.add(name("stored_" + bank,
          banks.get(bank).readSync(readRow.get(bank), read.get(bank), ReadUnderWrite.DONT_CARE)));
    }
    UInt before = name("kept", write.get(1).mux(stored.get(1), stored.get(0)));
    UInt totals = null;
    for (int c = 0; c < columns; c++) {
      List<SInt> terms = products.elements().subList(c * shape.inner(), (c + 1) * shape.inner());
      SInt sum = TREE.build("sum_" + c, add, terms, SInt::add).at(pipe.end()).truncate(bits);
      SInt kept = before.slice((c + 1) * bits - 1, c * bits).asBits().asSInt();
      UInt total = name("total_" + c, first.mux(SInt.lit(0), kept).add(sum).truncate(bits)).asBits().asUInt();
      totals = totals == null ? total : total.concat(totals);
      for (int bank = 0; bank < 2; bank++) {
        sums.get(bank * columns + c).set(stored.get(bank).slice((c + 1) * bits - 1, c * bits).asBits().asSInt());
      }
    }
    for (int bank = 0; bank < 2; bank++) {
      banks.get(bank).write(writeRow, totals, write.get(bank));
    }
  }
}
