package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.LoadWords;
import vit2rtl.accelerator.Units;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.golden.CodeFormat;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.Outlet;
import vit2rtl.units.RowUnit;
import vit2rtl.units.math.Clip;
import vit2rtl.units.ptf.PtfConfig;
import vit2rtl.units.ptf.PtfUnit;

/**
 * LayerNorm of rows of the residual stream: reader, {@link PtfUnit} where the stream is wide, LayerNorm, writer,
 * L elements a cycle.
 * A job ends when its last row is written; constants are loaded while no row is inside.
 */
@Summary("LayerNorm of rows of the residual stream.")
final class NormStage extends JobUnit {
  private final AcceleratorConfig config;
  private final Layout layout;
  private final Units units;

  final Bool read = out("read", Bool.bool());
  final UInt readAddress;
  final Vec<UInt> stream;
  final Bool ptfWrite = in("ptf_write", Bool.bool());
  final Bool normWrite = in("norm_write", Bool.bool());
  final UInt tableWord;
  final Bool write = out("write", Bool.bool());
  final UInt writeAddress;
  final UInt writeBank;
  final Vec<UInt> normed;
  final Bool tapInValid = out("tap_in_valid", Bool.bool());
  final Vec<Int> tapIn;
  final Bool tapOutValid = out("tap_out_valid", Bool.bool());
  final Vec<Int> tapOut;

  NormStage(AcceleratorConfig config, JobFormat format) {
    super("NormStage", format, Unit.NORM);
    this.config = config;
    this.layout = new Layout(config);
    this.units = new Units(config);
    this.readAddress = out("read_address", Bits.address(layout.streamDepth()));
    this.stream = in("stream", Vec.type(config.lanes(), UInt.bits(config.formats().stream().bits())));
    this.tableWord = in("table_word", UInt.bits(Math.max(units.ptfWords().map(LoadWords::bits).orElse(0),
        units.normWords().bits())));
    this.writeAddress = out("write_address", Bits.address(layout.normedDepth()));
    this.writeBank = out("write_bank", Bits.address(banks()));
    this.normed = out("normed", Vec.type(config.lanes(), UInt.bits(8)));
    this.tapIn = out("tap_in", Vec.type(config.lanes(),
        Clip.type(config.formats().norm().input())));
    this.tapOut = out("tap_out", Vec.type(config.lanes(),
        Clip.type(config.formats().norm().output())));
  }

  private int banks() {
    return config.inner() / config.lanes();
  }

  @Override
  protected void build() {
    Bool busy = reg("busy", Bool.bool(), 0);
    Bool begin = name("begins", jobValid.and(busy.not()));
    take.set(begin);

    MemoryReader reader = instance("reader", () -> new MemoryReader("StreamReader", readAddress.type(),
        UInt.bits(field("rows").width()), 1, layout.streamWords()));
    RowUnit<Int, Int> norm = instance("norm", () -> units.norm().create(Outlet.ALWAYS_READY));
    RowWriter writer = instance("writer", () -> new RowWriter("NormedWriter", writeAddress.type(),
        UInt.bits(field("rows").width()), banks()));

    reader.start.set(begin);
    reader.address.set(field("address").truncate(readAddress.width()));
    reader.rows.set(field("rows"));
    read.set(reader.read);
    readAddress.set(reader.readAddress);
    if (units.ptf().isPresent()) {
      throughPtf(reader, norm.input, units.ptf().get());
    } else {
      straight(reader, norm.input);
    }
    for (int lane = 0; lane < config.lanes(); lane++) {
      tapIn.get(lane).set(norm.input.payload().get(lane));
      tapOut.get(lane).set(norm.output.payload().get(lane));
      // Codes of fewer than 8 bits keep their value.
      normed.get(lane).set(norm.output.payload().get(lane).asSInt().modulo(8));
    }
    norm.output.ready().set(Bool.lit(true));
    LoadDecoder.connect(norm.load.get(), units.normWords(), normWrite, tableWord);

    writer.start.set(begin);
    writer.address.set(field("out").truncate(writeAddress.width()));
    writer.rows.set(field("rows"));
    writer.beat.set(norm.output.valid());
    writer.beatLast.set(norm.output.last());
    write.set(norm.output.valid());
    writeAddress.set(writer.word);
    writeBank.set(writer.bank);
    done.set(writer.ends);
    when(writer.ends, () -> busy.set(Bool.lit(false)));
    when(begin, () -> busy.set(Bool.lit(true)));
    tapInValid.set(norm.input.fire());
    tapOutValid.set(norm.output.valid());
  }

  /** A wide stream becomes LayerNorm's codes on the way. */
  private void throughPtf(MemoryReader reader, Stream<Int> codes, PtfConfig unit) {
    PtfUnit ptf = instance("ptf", () -> new PtfUnit(unit));
    ptf.input.valid().set(reader.outValid);
    ptf.input.last().set(reader.outLast);
    reader.outReady.set(ptf.input.ready());
    for (int lane = 0; lane < config.lanes(); lane++) {
      ptf.input.payload().get(lane).set(stream.get(lane).asBits().asSInt());
    }
    relayed(ptf.output).into(codes);
    LoadDecoder.connect(ptf.load.get(), units.ptfWords().get(), ptfWrite, tableWord);
  }

  /** Far: whether LayerNorm has room does not hold up what comes before in the same cycle. */
  private Stream<Int> relayed(Stream<Int> codes) {
    if (!config.isFar()) {
      return codes;
    }
    StreamStage<Int> stage = instance("code_relay",
        () -> new StreamStage<>("CodeRelay", codes.shape(), StreamStage.Kind.FULL));
    codes.into(stage.input);
    return stage.output;
  }

  /** The stream consists of LayerNorm's codes. */
  private void straight(MemoryReader reader, Stream<Int> codes) {
    codes.valid().set(reader.outValid);
    codes.last().set(reader.outLast);
    reader.outReady.set(codes.ready());
    for (int lane = 0; lane < config.lanes(); lane++) {
      UInt code = stream.get(lane);
      codes.payload().get(lane).set(config.formats().norm().input().sign() == CodeFormat.Sign.SIGNED
          ? code.asBits().asSInt() : code);
    }
  }
}
