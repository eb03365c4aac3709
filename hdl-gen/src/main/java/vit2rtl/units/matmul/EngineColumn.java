package vit2rtl.units.matmul;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.Opt;
import vit2rtl.hdl.Pipeline;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.Stage;
import vit2rtl.hdl.Stages;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.Vec;
import vit2rtl.units.math.PipelinedTree;

/**
 * One output column of a matrix engine, the accelerator's and {@link MatmulUnit}'s: K weights and their shadows, K
 * products and their sum per cycle, and two banks of sums, one per row, of which one is added to while the drain reads
 * the other.
 *
 * <p>{@code activations} of a cycle are in the sum of {@link #latency} cycles later; the control signals below come in
 * that cycle. All arithmetic on sums is modulo 2^accumulatorBits: the proven range of every finished sum fits, whatever
 * the order and the offsets in between.
 */
@Summary("One column of a matrix engine: products with held weights, their sum, and two banks of sums.")
public final class EngineColumn extends Component {
  private static final PipelinedTree TREE = new PipelinedTree(2);

  private final ColumnShape shape;

  /** Sums on their way move in cycles with this alone; left out where they move in every cycle. */
  public final Opt<Bool> advance;
  public final Bool load = in("load", Bool.bool());
  public final UInt loadWord;
  public final Bool swap = in("swap", Bool.bool());
  public final Vec<SInt> activations;
  /** Reads of the banks, a cycle ahead of the addition or of what the drain wants. */
  public final Vec<Bool> read = in("read", Vec.type(2, Bool.bool()));
  public final Vec<UInt> readRow;
  public final Vec<Bool> write = in("write", Vec.type(2, Bool.bool()));
  public final UInt writeRow;
  /** The sum begins anew. */
  public final Bool first = in("first", Bool.bool());
  /** The words read last. */
  public final Vec<SInt> sums;

  public EngineColumn(ColumnShape shape) {
    super("EngineColumn");
    this.shape = shape;
    this.advance = Opt.when(shape.pace() == ColumnShape.Pace.HELD, () -> in("advance", Bool.bool()));
    this.loadWord = in("load_word", UInt.bits(shape.operandBits() * shape.inner()));
    this.activations = in("activations", Vec.type(shape.inner(), SInt.bits(shape.operandBits())));
    this.readRow = in("read_row", Vec.type(2, shape.rowType()));
    this.writeRow = in("write_row", shape.rowType());
    this.sums = out("sums", Vec.type(2, shape.sumType()));
  }

  /** Cycles from activations to their sum. */
  public static int latency(int inner) {
    return stages(inner).cycles();
  }

  static Stages stages(int inner) {
    return Stages.of("multiply").then("add", TREE.cycles(inner));
  }

  @Override
  protected void build() {
    int bits = shape.accumulatorBits();
    int operand = shape.operandBits();
    Pipeline pipe = advance.isPresent() ? pipeline(stages(shape.inner()), advance.get())
        : pipeline(stages(shape.inner()));
    Stage add = pipe.stage("add");
    List<SInt> products = new ArrayList<>();
    for (int k = 0; k < shape.inner(); k++) {
      SInt shadow = next(load, "shadow_" + k, loadWord.slice(operand * (k + 1) - 1, operand * k).asBits().asSInt());
      SInt weight = next(swap, "weight_" + k, shadow);
      products.add(pipe.start().value("product_" + k, activations.get(k).mul(weight)).at(add));
    }
    SInt sum = TREE.build("sum", add, products, SInt::add).at(pipe.end()).truncate(bits);
    for (int bank = 0; bank < 2; bank++) {
      bank(bank, bank == 0 ? "sums_a" : "sums_b", sum);
    }
  }

  /** A bank of one row is a register: it may be added to in every cycle. */
  private void bank(int bank, String name, SInt sum) {
    if (shape.rows() == 1) {
      SInt held = reg(name, shape.sumType());
      SInt total = total(bank, held, sum);
      when(write.get(bank), () -> held.set(total));
      sums.get(bank).set(held);
      return;
    }
    Mem<SInt> memory = mem(name, shape.sumType(), shape.rows());
    SInt stored = name("stored_" + bank, memory.anyAddress().readSync(readRow.get(bank), read.get(bank)));
    memory.write(writeRow, total(bank, stored, sum), write.get(bank));
    sums.get(bank).set(stored);
  }

  private SInt total(int bank, SInt before, SInt sum) {
    return name("total_" + bank, first.mux(SInt.lit(0), before).add(sum).truncate(shape.accumulatorBits()));
  }
}
