package vit2rtl.units.matmul;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;

/**
 * A linear layer on C·K multipliers, equal to {@link vit2rtl.golden.ops.Linear} bit for bit: rows of 8-bit codes in,
 * rows of accumulators out,
 * <pre>
 *   a_o = Σ_i x_i·w_oi + b_o
 * </pre>
 * for any number of inputs and outputs and any number of rows, one or thousands. K inputs come per beat; each beat is
 * held for U = ⌈outputs/C⌉ cycles, in each of which C {@linkplain EngineColumn columns} multiply it with K weights each
 * and add to the sums of C outputs. One bank of sums is added to while the other is read; the bias is added on the way
 * out, where C accumulators leave per beat.
 *
 * <p>Codes above 127 enter less 128 (the top bit inverted), which the bias makes up for: signed multipliers suffice.
 *
 * <p><b>Cycles</b>, no stream stalling, with T = ⌈inputs/K⌉ beats per row: a row takes T·U, back to back; its U beats
 * leave in cycles one after another, the first (T − 1)·U + {@link #stages}{@code .cycles()} + 2 cycles after the row's
 * first beat is taken. Everything holds while {@code out_ready} is low, and what is inside leaves without further input.
 *
 * <p><b>Widths.</b> Sums are modulo 2^bits; the range proven for every finished sum fits, whatever the order and the
 * offsets in between. A sum is added to again U cycles later at the earliest, which its memory bears from U = 2 on; for
 * U = 1 a bank is a register.
 */
@Summary("Rows of codes times a matrix of weights, plus bias: rows of accumulators.")
public final class MatmulUnit extends RowUnit<Int, SInt> {
  /** From a row's complete sums to its accumulators. */
  static final Stages DRAIN = Stages.of("fetch", "offset");
  private static final int BANKS = 2;

  private final MatmulConfig config;
  private final Rows rows;
  private final Rows results;

  public MatmulUnit(MatmulConfig config) {
    super("Matmul", config, Stream.of(codes(config.inputs()), config.rows().lanes()),
        Stream.of(config.accumulatorType(), config.results().lanes()));
    this.config = config;
    this.rows = config.rows();
    this.results = config.results();
  }

  /** From a beat that is presented to sums that hold it. */
  static Stages stages(MatmulConfig config) {
    return Stages.of("read", "load", "swap").then(EngineColumn.stages(config.rows().lanes())).then("sum");
  }

  /** Where in a row the drain is, and of which bank. */
  private record Draining(Bool running, UInt bank, BeatCounter tile) {}

  @Override
  protected void build() {
    Pipeline drain = pipeline(DRAIN, output);
    Pipeline pipe = pipeline(stages(config), drain.advance());
    Bool issue = name("issue", input.valid().and(pipe.advance()));
    BeatCounter outTile = instance("out_tile", () -> new BeatCounter(results.beats()));
    BeatCounter inTile = instance("in_tile", () -> new BeatCounter(rows.beats()));
    BeatCounter tile = instance("tile", () -> new BeatCounter(config.tiles()));
    UInt bank = reg("bank", UInt.bits(1), 0);
    outTile.step.set(issue);
    tile.step.set(issue);
    inTile.step.set(input.fire());
    input.ready().set(pipe.advance().and(outTile.last));
    assume(input.fire().not().or(input.last().eq(inTile.last)), "in_last marks the end of a row");
    when(input.fire().and(inTile.last), () -> bank.set(bank.add(1).truncate(1)));

    Stage start = pipe.start();
    Staged<Bool> valid = start.flag("valid", input.valid());
    Staged<Bool> first = start.value("first", inTile.first);
    Staged<Bool> rowEnds = start.value("row_ends", inTile.last.and(outTile.last));
    Staged<UInt> row = start.value("row", outTile.index);
    Staged<UInt> ofBank = start.value("of_bank", bank);
    Draining draining = draining(pipe, valid.at("sum").and(rowEnds.at("sum")), ofBank.at("sum"));

    List<Staged<SInt>> entered = entered(start);
    List<EngineColumn> columns = new ArrayList<>();
    for (int c = 0; c < results.lanes(); c++) {
      EngineColumn column = instance("column_" + c, () -> new EngineColumn(config.column()));
      column.advance.get().set(pipe.advance());
      EngineColumn.Weights own = column.weights.get();
      own.load().set(pipe.advance());
      own.swap().set(pipe.advance());
      own.word().set(weights(c, start, tile.index));
      for (int k = 0; k < entered.size(); k++) {
        own.activations().get(k).set(entered.get(k).at("multiply"));
      }
      column.first.set(first.at("sum"));
      column.writeRow.set(row.at("sum"));
      columns.add(column);
    }
    Stage before = pipe.stage("sum").previous();
    for (int b = 0; b < BANKS; b++) {
      Bool adding = name("adding_" + b,
          valid.at(before).and(first.at(before).not()).and(ofBank.at(before).eq(b)));
      Bool drained = draining.running.and(draining.bank.eq(b));
      Bool read = name("read_" + b, pipe.advance().and(adding.or(drained)));
      UInt readRow = name("read_row_" + b, adding.mux(row.at(before), draining.tile.index));
      Bool write = name("write_" + b, pipe.advance().and(valid.at("sum")).and(ofBank.at("sum").eq(b)));
      for (EngineColumn column : columns) {
        column.read.get(b).set(read);
        column.readRow.get(b).set(readRow);
        column.write.get(b).set(write);
      }
    }
    deliver(drain, draining, columns);
  }

  /** K codes as the multipliers take them. */
  private List<Staged<SInt>> entered(Stage start) {
    List<Staged<SInt>> entered = new ArrayList<>();
    for (int k = 0; k < rows.lanes(); k++) {
      Int code = input.payload().get(k);
      SInt signed = config.entersOffset() ? ((UInt) code).xor(UInt.lit(0x80)).asBits().asSInt() : code.asSInt();
      entered.add(start.value("activation_" + k, signed));
    }
    return entered;
  }

  /** K weights of a column, a cycle after their address. */
  private UInt weights(int column, Stage start, UInt word) {
    UInt all = null;
    for (int g = 0; g < config.groups(); g++) {
      int lane = column * config.groups() + g;
      UInt group = start.read("weights_" + lane, words(config.weight(), lane), word).at("load");
      int wanted = Math.min(config.packed(), rows.lanes() - g * config.packed());
      UInt some = group.slice(8 * wanted - 1, 0);
      all = all == null ? some : some.concat(all);
    }
    return all;
  }

  /** A row is complete; its sums are read in the cycles that follow, before the next row but one adds to them. */
  private Draining draining(Pipeline pipe, Bool complete, UInt ofBank) {
    Bool ends = name("row_complete", complete.and(pipe.advance()));
    Bool running = reg("draining", Bool.bool(), 0);
    UInt bank = reg("drained_bank", UInt.bits(1));
    BeatCounter tile = instance("drained_tile", () -> new BeatCounter(results.beats()));
    Bool moved = name("drained", running.and(pipe.advance()));
    tile.step.set(moved);
    check(ends.not().or(running.not()).or(tile.last), "a row is complete before the one ahead of it has been read");
    when(moved.and(tile.last), () -> running.set(Bool.lit(false)));
    when(ends, () -> {
      running.set(Bool.lit(true));
      bank.set(ofBank);
    });
    return new Draining(running, bank, tile);
  }

  private void deliver(Pipeline drain, Draining draining, List<EngineColumn> columns) {
    Staged<Bool> valid = drain.start().flag("out_valid", draining.running);
    Staged<Bool> last = drain.start().value("out_last", draining.tile.last);
    Stage offset = drain.stage("offset");
    UInt bank = drain.start().value("out_bank", draining.bank).at(offset);
    for (int c = 0; c < columns.size(); c++) {
      EngineColumn column = columns.get(c);
      SInt bias = drain.start().read("bias_" + c, words(config.bias(), c), draining.tile.index).at(offset);
      SInt sum = bank.eq(0).mux(column.sums.get(0), column.sums.get(1));
      SInt result = offset.value("accumulator_" + c, sum.add(bias).truncate(output.payload().get(c).width()))
          .at(drain.end());
      output.payload().get(c).set(c < results.tail() ? result : last.at(drain.end()).mux(SInt.lit(0), result));
    }
    drain.deliver(valid, last);
  }
}
