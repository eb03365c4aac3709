package vit2rtl.cli.limit;

import vit2rtl.hdl.Stream;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.BeatCounter;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;

/** {@link Limit} in hardware: one beat per cycle, holding as a whole while the output waits. */
final class LimitUnit extends RowUnit<UInt, UInt> {
  static final Stages STAGES = Stages.of("read", "limit");

  private final LimitConfig config;

  LimitUnit(LimitConfig config) {
    super("Limit", config, Stream.of(UInt.bits(8), config.rows().lanes()),
        Stream.of(UInt.bits(8), config.rows().lanes()));
    this.config = config;
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(STAGES, output);
    Stage read = pipe.stage("read");
    Stage limit = pipe.stage("limit");
    Rows rows = config.rows();
    input.ready().set(pipe.advance());
    Bool arriving = name("arriving", input.fire());
    BeatCounter counter = instance("beat", () -> new BeatCounter(rows.beats()));
    counter.beat.set(arriving);
    Staged<Bool> valid = read.flag("valid", arriving);
    Staged<Bool> last = read.value("last", counter.last);
    for (int lane = 0; lane < rows.lanes(); lane++) {
      Staged<UInt> most = read.read("most_" + lane, words(config.limits(), lane), counter.index);
      Staged<UInt> code = read.value("code_" + lane, input.payload().get(lane));
      UInt result = limit.value("limited_" + lane, code.at(limit).min(most.at(limit))).at(pipe.end());
      output.payload().get(lane).set(lane < rows.tail() ? result : last.at(pipe.end()).mux(UInt.lit(0), result));
    }
    pipe.deliver(valid, last);
  }
}
