package vit2rtl.accelerator.rtl;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.Pipeline;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.Stage;
import vit2rtl.hdl.Stages;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.Vec;
import vit2rtl.units.math.PipelinedTree;

/**
 * One output column of the matrix engine: K weights and their shadows, K products and their sum per cycle, and two banks
 * of sums, one per row, of which one is added to while the drain reads the other.
 *
 * <p>{@code activations} of a cycle are in the sum of {@link #latency} cycles later; the control signals below come in
 * that cycle. All arithmetic on sums is modulo 2^accumulatorBits: the proven range of every finished sum fits, whatever
 * the order and the offsets in between.
 */
final class EngineColumn extends Component {
  private static final PipelinedTree TREE = new PipelinedTree(2);

  private final AcceleratorConfig config;
  private final int rows;

  final Bool load = in("load", Bool.bool());
  final UInt loadWord;
  final Bool swap = in("swap", Bool.bool());
  final Vec<SInt> activations;
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
    this.loadWord = in("load_word", UInt.bits(config.formats().operandBits() * config.inner()));
    this.activations = in("activations", Vec.type(config.inner(), SInt.bits(config.formats().operandBits())));
    this.readRow = in("read_row", Vec.type(2, Bits.address(rows)));
    this.writeRow = in("write_row", Bits.address(rows));
    this.sums = out("sums", Vec.type(2, SInt.bits(config.formats().accumulatorBits())));
    this.rows = rows;
  }

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
    int operand = config.formats().operandBits();
    Pipeline pipe = pipeline(stages(config));
    Stage add = pipe.stage("add");
    List<SInt> products = new ArrayList<>();
    for (int k = 0; k < config.inner(); k++) {
      SInt shadow = next(load, "shadow_" + k, loadWord.slice(operand * (k + 1) - 1, operand * k).asBits().asSInt());
      SInt weight = next(swap, "weight_" + k, shadow);
      products.add(pipe.start().value("product_" + k, activations.get(k).mul(weight)).at(add));
    }
    SInt sum = TREE.build("sum", add, products, SInt::add).at(pipe.end()).truncate(bits);
    for (int bank = 0; bank < 2; bank++) {
      Mem<SInt> memory = mem("sums_" + (bank == 0 ? "a" : "b"), SInt.bits(bits), Math.max(2, rows));
      SInt stored = name("stored_" + bank, memory.anyAddress().readSync(readRow.get(bank), read.get(bank)));
      SInt total = name("total_" + bank, first.mux(SInt.lit(0), stored).add(sum).truncate(bits));
      memory.write(writeRow, total, write.get(bank));
      sums.get(bank).set(stored);
    }
  }
}
