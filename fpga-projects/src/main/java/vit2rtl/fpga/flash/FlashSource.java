package vit2rtl.fpga.flash;

import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.accelerator.supply.Unpacker;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/** The constant stream of a network out of a serial flash: {@link FlashReader}, {@link Unpacker}. */
@Summary("The stream of constants out of a serial flash, checked, its padding put back.")
public final class FlashSource extends Component {
  private final FlashFormat format;
  private final PackedStream packed;

  public final FlashPort flash =
      FlashPort.of(name -> out(name, Bool.bool()), name -> in(name, UInt.bits(FlashPort.LINES)));
  /** The flash does not hold what it should. */
  public final Bool fault = out("fault", Bool.bool());
  public final Stream<UInt> stream;

  /**
   * @param packed how the constants are packed; its words are not looked at
   */
  public FlashSource(FlashFormat format, PackedStream packed, Stream.Shape<UInt> shape) {
    super("FlashSource");
    this.format = format;
    this.packed = packed;
    this.stream = out("stream", shape);
  }

  @Override
  protected void build() {
    FlashReader reader = instance("reader", () -> new FlashReader(format));
    Unpacker unpacker = instance("unpacker", () -> new Unpacker(packed, reader.words.shape(), stream.shape()));
    StreamStage<UInt> stage = instance("beats",
        () -> new StreamStage<>("ConstantBeats", stream.shape(), StreamStage.Kind.FULL));
    flash.run().set(reader.run);
    flash.deselect().set(reader.deselect);
    flash.send().set(reader.send);
    flash.sends().set(reader.sends);
    reader.receive.set(flash.receive());
    fault.set(reader.fault);
    reader.words.into(unpacker.words);
    unpacker.beats.into(stage.input);
    stage.output.into(stream);
  }
}
