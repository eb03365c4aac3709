package vit2rtl.units.matmul;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.math.PipelinedTree;

/**
 * One output column of a matrix engine, the accelerator's and {@link MatmulUnit}'s: K weights and their shadows, K
 * products and their sum per cycle, and two banks of sums, one per row, of which one is added to while the drain reads
 * the other. Where products are {@linkplain ColumnShape.Products given}, weights and multipliers are outside.
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
  /** What products are made of here, or the products. */
  public final Opt<Weights> weights;
  public final Opt<Vec<SInt>> products;
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
    int operand = shape.operandBits();
    boolean own = shape.products() == ColumnShape.Products.OWN;
    this.weights = Opt.when(own, () -> new Weights(in("load", Bool.bool()),
        in("load_word", UInt.bits(operand * shape.inner())), in("swap", Bool.bool()),
        in("activations", Vec.type(shape.inner(), SInt.bits(operand)))));
    this.products = Opt.when(!own, () -> in("products", Vec.type(shape.inner(), SInt.bits(2 * operand))));
    this.readRow = in("read_row", Vec.type(2, shape.rowType()));
    this.writeRow = in("write_row", shape.rowType());
    this.sums = out("sums", Vec.type(2, shape.sumType()));
  }

  /** Ports of a column that makes its own products: words of K weights, taken over with {@code swap}. */
  public record Weights(Bool load, UInt word, Bool swap, Vec<SInt> activations) {}

  /** Cycles from activations to their sum. */
  public static int latency(int inner) {
    return stages(inner).cycles();
  }

  static Stages stages(int inner) {
    return Stages.of("multiply").then("add", TREE.cycles(inner));
  }

  @Override
  protected void build() {
    Pipeline pipe = advance.isPresent() ? pipeline(stages(shape.inner()), advance.get())
        : pipeline(stages(shape.inner()));
    Stage add = pipe.stage("add");
    List<SInt> terms = weights.isPresent() ? multiply(weights.get(), pipe.start(), add) : products.get().elements();
    SInt sum = TREE.build("sum", add, terms, SInt::add).at(pipe.end()).truncate(shape.accumulatorBits());
    for (int bank = 0; bank < 2; bank++) {
      bank(bank, bank == 0 ? "sums_a" : "sums_b", sum);
    }
  }

  /** A multiplier per product. */
  private List<SInt> multiply(Weights from, Stage multiply, Stage add) {
    int bits = shape.operandBits();
    List<SInt> all = new ArrayList<>();
    for (int k = 0; k < shape.inner(); k++) {
      SInt shadow = next(from.load, "shadow_" + k, from.word.slice(bits * (k + 1) - 1, bits * k).asBits().asSInt());
      SInt weight = next(from.swap, "weight_" + k, shadow);
      all.add(multiply.value("product_" + k, from.activations.get(k).mul(weight)).at(add));
    }
    return all;
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
    SInt stored = name("stored_" + bank, memory.anyAddress().readSync(readRow.get(bank), read.get(bank),
        ReadUnderWrite.DONT_CARE));
    memory.write(writeRow, total(bank, stored, sum), write.get(bank));
    sums.get(bank).set(stored);
  }

  private SInt total(int bank, SInt before, SInt sum) {
    return name("total_" + bank, first.mux(SInt.lit(0), before).add(sum).truncate(shape.accumulatorBits()));
  }
}
