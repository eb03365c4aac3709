package vit2rtl.fpga.flash;

import java.util.Optional;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.accelerator.supply.Unpacker;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * The constant stream of a network out of a serial flash: {@link FlashReader}, {@link Unpacker}; where it is plain there,
 * {@link FlashBeats}.
 */
@Summary("The stream of constants out of a serial flash, checked, its padding put back.")
public final class FlashSource extends Component {
  private final FlashFormat format;
  private final Optional<PackedStream> packed;

  public final FlashPort flash =
      FlashPort.of(name -> out(name, Bool.bool()), name -> in(name, UInt.bits(FlashPort.LINES)));
  /** The flash does not hold what it should. */
  public final Bool fault = out("fault", Bool.bool());
  public final Stream<UInt> stream;

  /**
   * @param packed how the constants are packed; its words are not looked at. Empty where they are plain
   */
  public FlashSource(FlashFormat format, Optional<PackedStream> packed, Stream.Shape<UInt> shape) {
    super("FlashSource");
    this.format = format;
    this.packed = packed;
    this.stream = out("stream", shape);
  }

  @Override
  protected void build() {
    if (packed.isPresent()) {
      unpack(packed.get());
    } else {
      FlashBeats beats = instance("beats", () -> new FlashBeats(format));
      flash.run().set(beats.run);
      flash.deselect().set(beats.deselect);
      flash.send().set(beats.send);
      flash.sends().set(beats.sends);
      beats.receive.set(flash.receive());
      fault.set(beats.fault);
      beats.words.into(stream);
    }
  }

  private void unpack(PackedStream form) {
    FlashReader reader = instance("reader", () -> new FlashReader(format));
    Unpacker unpacker = instance("unpacker", () -> new Unpacker(form, reader.words.shape(), stream.shape()));
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
