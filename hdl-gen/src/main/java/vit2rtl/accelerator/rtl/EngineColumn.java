package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.Opt;
import vit2rtl.hdl.Pipeline;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.Stage;
import vit2rtl.hdl.Stages;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.Vec;
import vit2rtl.units.math.PipelinedTree;

/**
 * One output column of the matrix engine: K weights and their shadows, K products and their sum per cycle, and two banks
 * of sums, one per row, of which one is added to while the drain reads the other. Where products are packed, they come
 * from {@link PackedProducts}, a cycle after their activations.
 *
 * <p>{@code activations} of a cycle are in the sum of {@link #latency} cycles later; the control signals below come in
 * that cycle. All arithmetic on sums is modulo 2^accumulatorBits: the proven range of every finished sum fits, whatever
 * the order and the offsets in between.
 */
final class EngineColumn extends Component {
  private static final PipelinedTree TREE = new PipelinedTree(2);

  private final AcceleratorConfig config;
  private final int rows;

  /** What products are made of here, or the products. */
  final Opt<Weights> weights;
  final Opt<Vec<SInt>> products;
  /** Reads of the banks, a cycle ahead of the addition or of what the drain wants. */
  final Vec<Bool> read = in("read", Vec.type(2, Bool.bool()));
  final Vec<UInt> readRow;
  final Vec<Bool> write = in("write", Vec.type(2, Bool.bool()));
  final UInt writeRow;
  /** The sum begins anew. */
  final Bool first = in("first", Bool.bool());
  /** The words read last. */
  final Vec<SInt> sums;

  EngineColumn(AcceleratorConfig config, int rows) {
    super("EngineColumn");
    this.config = config;
    int operand = config.formats().operandBits();
    boolean packed = config.products() == AcceleratorConfig.Products.PACKED;
    this.weights = Opt.when(!packed, () -> new Weights(in("load", Bool.bool()),
        in("load_word", UInt.bits(operand * config.inner())), in("swap", Bool.bool()),
        in("activations", Vec.type(config.inner(), SInt.bits(operand)))));
    this.products = Opt.when(packed,
        () -> in("products", Vec.type(config.inner(), SInt.bits(PackedProducts.productBits(operand)))));
    this.readRow = in("read_row", Vec.type(2, Bits.address(rows)));
    this.writeRow = in("write_row", Bits.address(rows));
    this.sums = out("sums", Vec.type(2, SInt.bits(config.formats().accumulatorBits())));
    this.rows = rows;
  }

  /** Ports of a column that makes its own products. */
  record Weights(Bool load, UInt word, Bool swap, Vec<SInt> activations) {}

  /** Cycles from activations to their sum. */
  static int latency(AcceleratorConfig config) {
    return stages(config).cycles();
  }

  private static Stages stages(AcceleratorConfig config) {
    return Stages.of("multiply").then("add", TREE.cycles(config.inner()));
  }

  @Override
  protected void build() {
    int bits = config.formats().accumulatorBits();
    Pipeline pipe = pipeline(stages(config));
    Stage add = pipe.stage("add");
    List<SInt> operands = weights.isPresent() ? own(weights.get(), pipe.start(), add) : products.get().elements();
    SInt sum = TREE.build("sum", add, operands, SInt::add).at(pipe.end()).truncate(bits);
    for (int bank = 0; bank < 2; bank++) {
      Mem<SInt> memory = mem("sums_" + (bank == 0 ? "a" : "b"), SInt.bits(bits), Math.max(2, rows));
      SInt stored = name("stored_" + bank, memory.anyAddress().readSync(readRow.get(bank), read.get(bank)));
      SInt total = name("total_" + bank, first.mux(SInt.lit(0), stored).add(sum).truncate(bits));
      memory.write(writeRow, total, write.get(bank));
      sums.get(bank).set(stored);
    }
  }

  /** A multiplier per product. */
  private List<SInt> own(Weights from, Stage multiply, Stage add) {
    int bits = config.formats().operandBits();
    List<SInt> all = new ArrayList<>();
    for (int k = 0; k < config.inner(); k++) {
      SInt shadow = next(from.load, "shadow_" + k, from.word.slice(bits * (k + 1) - 1, bits * k).asBits().asSInt());
      SInt weight = next(from.swap, "weight_" + k, shadow);
      all.add(multiply.value("product_" + k, from.activations.get(k).mul(weight)).at(add));
    }
    return all;
  }
}
