package vit2rtl.units.gelu;

import vit2rtl.golden.ops.GeluTable;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;

/**
 * Integer GELU, equal to {@link GeluTable} bit for bit: rows of codes in, rows of codes out,
 * <pre>
 *   y_c = saturate(⌊(table[x_c − x_min] + 2^(t_c−1)) / 2^t_c⌋ + zp)        t_c = 0: table[x_c − x_min] + zp
 * </pre>
 * with a table per lane and a shift per channel. Arithmetic and widths: {@link GeluLane}.
 *
 * <p><b>Throughput</b>: one beat per cycle, rows back to back. <b>Latency</b>: {@link GeluLane#LATENCY} = 4 cycles from a
 * beat in to that beat out, nobody stalling. The pipeline holds as a whole while {@code out_ready} is low, and needs no
 * further input to deliver what is inside. Padding on the output is 0.
 */
@Summary("Integer GELU: rows of codes in, rows of codes out, a table per lane and a shift per channel.")
public final class GeluUnit extends RowUnit<Int, Int> {
  private final GeluConfig config;
  private final Rows rows;

  public GeluUnit(GeluConfig config) {
    super("Gelu", config, Stream.of(config.format().inputType(), config.rows().lanes()),
        Stream.of(config.format().outputType(), config.rows().lanes()));
    this.config = config;
    this.rows = config.rows();
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(GeluLane.STAGES, output);
    input.ready().set(pipe.advance());
    BeatCounter counter = instance("beat", () -> new BeatCounter(rows.beats()));
    counter.step.set(input.fire());
    assume(input.fire().not().or(input.last().eq(counter.last)), "in_last marks the end of a row");

    Staged<Bool> valid = pipe.start().flag("valid", input.valid());
    Staged<Bool> last = pipe.start().value("last", counter.last);
    SInt zeroPoint = single(config.zeroPoint());
    for (int lane = 0; lane < rows.lanes(); lane++) {
      GeluLane gelu = instance("gelu_" + lane, () -> new GeluLane(config));
      gelu.advance.set(pipe.advance());
      gelu.code.set(input.payload().get(lane));
      gelu.shift.set(pipe.start().read("shift_" + lane, words(config.shift(), lane), counter.index).at("shift"));
      gelu.zeroPoint.set(zeroPoint);
      gelu.load.ifPresent(write -> write.set(load.get(), config.entry()));
      Int zero = gelu.result instanceof SInt ? SInt.lit(0) : UInt.lit(0);
      output.payload().get(lane).set(
          lane < rows.tail() ? gelu.result : last.at(pipe.end()).mux(zero, gelu.result));
    }
    pipe.deliver(valid, last);
  }
}
