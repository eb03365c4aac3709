package vit2rtl.fpga.network;

import java.util.Optional;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.fpga.flash.FlashFormat;
import vit2rtl.fpga.flash.FlashPort;
import vit2rtl.fpga.flash.FlashSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.golden.vit.VitShape;

/**
 * An accelerator with its constants between two streams of bytes: an image's pixels in, its logits and cycles out
 * ({@link LogitBytes}). A queue in front holds a whole image of up to 1024 bytes, for the accelerator takes no pixels
 * while it reads those of the image before, and a serial line does not wait.
 *
 * <p>An image's cycles run from its last pixel going into the accelerator, or from the first logit of the image before
 * where that is later, to its own first logit: so they are an image's latency where images come one at a time, and the
 * cycles per image where they come back to back. Without queues pixels go straight into the accelerator, and logits come
 * as they are, none of them counted: one image is inside at a time.
 */
@Summary("A network between two streams of bytes: pixels in, logits and cycles out.")
final class NetworkRows extends Component {
  private static final int MOST_QUEUED = 1024;

  private final AcceleratorConfig config;
  private final Optional<PackedStream> constants;
  private final Optional<FlashFormat> format;
  private final NetworkUnit.Queues queues;

  final Stream<UInt> input = in("in", Stream.of(UInt.bits(Byte.SIZE), 1));
  final Stream<UInt> output;

  /** The flash that the constants come from, and whether they do not; not there where a ROM has them. */
  final Opt<FlashPort> flash;
  final Opt<Bool> fault;

  NetworkRows(AcceleratorConfig config, Optional<PackedStream> constants, Optional<FlashFormat> format,
      NetworkUnit.Queues queues) {
    super("NetworkRows");
    this.config = config;
    this.constants = constants;
    this.format = format;
    this.queues = queues;
    this.output = out("out", Stream.of(UInt.bits(queues == NetworkUnit.Queues.NONE ? config.formats().logitBits()
        : Byte.SIZE), 1));
    this.flash = Opt.when(format.isPresent(),
        () -> FlashPort.of(name -> out(name, Bool.bool()), name -> in(name, UInt.bits(FlashPort.LINES))));
    this.fault = Opt.when(format.isPresent(), () -> out("fault", Bool.bool()));
  }

  @Override
  protected void build() {
    Accelerator accelerator = instance("accelerator",
        () -> format.isPresent() ? new Accelerator(config) : new Accelerator(config, constants.orElseThrow()));
    flash.ifPresent(port -> read(port, accelerator));
    if (queues == NetworkUnit.Queues.NONE) {
      input.into(accelerator.pixels);
      output.valid().set(accelerator.logits.valid());
      output.last().set(accelerator.logits.last());
      output.payload().get(0).set(accelerator.logits.payload().get(0).asBits().asUInt());
      accelerator.logits.ready().set(output.ready());
    } else {
      queued(accelerator);
    }
  }

  private void queued(Accelerator accelerator) {
    StreamFifo<UInt> queue = instance("pixel_queue",
        () -> new StreamFifo<>("PixelQueue", input.shape(), queued(config.shape())));
    input.into(queue.input);
    Stream<UInt> pixels = config.isFar() ? relayed(queue.output) : queue.output;
    pixels.into(accelerator.pixels);
    LogitBytes bytes = instance("logit_bytes", () -> new LogitBytes(accelerator.logits.shape()));
    accelerator.logits.into(bytes.logits);
    Bool imageIn = name("image_in", pixels.fire().and(pixels.last()));
    bytes.imageIn.set(imageIn);
    bytes.output.into(output);
  }

  /** Cuts the path from the queue's count to what takes the pixels. */
  private Stream<UInt> relayed(Stream<UInt> pixels) {
    StreamStage<UInt> relay = instance("pixel_relay",
        () -> new StreamStage<>("PixelRelay", input.shape(), StreamStage.Kind.FULL));
    pixels.into(relay.input);
    return relay.output;
  }

  private void read(FlashPort port, Accelerator accelerator) {
    Stream<UInt> wanted = accelerator.constants.get();
    FlashSource source = instance("flash_source",
        () -> new FlashSource(format.orElseThrow(), constants, wanted.shape()));
    source.flash.to(port);
    fault.get().set(source.fault);
    source.stream.into(wanted);
  }

  /** An image, or as much of it as look-up tables should hold. */
  private static int queued(VitShape shape) {
    int bytes = shape.imageSize() * shape.imageSize() * shape.channels();
    return Math.max(2, Math.min(MOST_QUEUED, Integer.highestOneBit(2 * bytes - 1)));
  }
}
