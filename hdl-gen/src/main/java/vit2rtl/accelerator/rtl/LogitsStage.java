package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/** Gives the logits of an image out, one per beat, {@code last} with the last class. */
@Summary("Gives the logits of an image out, one per beat.")
final class LogitsStage extends JobUnit {
  private final AcceleratorConfig config;

  final Bool read = out("read", Bool.bool());
  final UInt readAddress;
  final UInt readPart;
  final UInt word;
  final Stream<SInt> logits;

  LogitsStage(AcceleratorConfig config, JobFormat format) {
    super("LogitsStage", format, Unit.LOGITS);
    this.config = config;
    this.readAddress = out("read_address", Bits.address(new Layout(config).logitDepth()));
    this.readPart = out("read_part", Bits.address(config.lanes()));
    this.word = in("word", UInt.bits(config.formats().logitBits()));
    this.logits = out("logits", Stream.of(SInt.bits(config.formats().logitBits()), 1));
  }

  @Override
  protected void build() {
    Bool busy = reg("busy", Bool.bool(), 0);
    Bool begin = name("begins", jobValid.and(busy.not()));
    take.set(begin);
    MemoryReader reader = instance("reader", () -> new MemoryReader("LogitReader", readAddress.type(), UInt.bits(1),
        config.lanes(), config.shape().classes()));
    reader.start.set(begin);
    reader.address.set(UInt.lit(0));
    reader.rows.set(UInt.lit(1));
    read.set(reader.read);
    readAddress.set(reader.readAddress);
    readPart.set(reader.readPart);
    reader.outReady.set(logits.ready());
    logits.valid().set(reader.outValid);
    logits.last().set(reader.outLast);
    logits.payload().get(0).set(word.asBits().asSInt());
    done.set(reader.ends);
    when(reader.ends, () -> busy.set(Bool.lit(false)));
    when(begin, () -> busy.set(Bool.lit(true)));
  }
}
