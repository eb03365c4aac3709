package vit2rtl.fpga.network;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.golden.vit.VitShape;

/**
 * An accelerator with its constants between two streams of bytes: an image's pixels in, its logits and cycles out
 * ({@link LogitBytes}). A queue in front holds a whole image of up to 1024 bytes, for the accelerator takes no pixels
 * while it reads those of the image before, and a serial line does not wait.
 *
 * <p>An image's cycles run from its last pixel going into the accelerator, or from the first logit of the image before
 * where that is later, to its own first logit: so they are an image's latency where images come one at a time, and the
 * cycles per image where they come back to back.
 */
@Summary("A network between two streams of bytes: pixels in, logits and cycles out.")
final class NetworkRows extends Component {
  private static final int MOST_QUEUED = 1024;

  private final AcceleratorConfig config;
  private final PackedStream constants;

  final Stream<UInt> input = in("in", Stream.of(UInt.bits(Byte.SIZE), 1));
  final Stream<UInt> output = out("out", Stream.of(UInt.bits(Byte.SIZE), 1));

  NetworkRows(AcceleratorConfig config, PackedStream constants) {
    super("NetworkRows");
    this.config = config;
    this.constants = constants;
  }

  @Override
  protected void build() {
    Accelerator accelerator = instance("accelerator", () -> new Accelerator(config, constants));
    StreamFifo<UInt> queue = instance("pixel_queue",
        () -> new StreamFifo<>("PixelQueue", input.shape(), queued(config.shape())));
    input.into(queue.input);
    queue.output.into(accelerator.pixels);
    LogitBytes bytes = instance("logit_bytes", () -> new LogitBytes(accelerator.logits.shape()));
    accelerator.logits.into(bytes.logits);
    Bool imageIn = name("image_in", queue.output.fire().and(queue.output.last()));
    bytes.imageIn.set(imageIn);
    bytes.output.into(output);
  }

  /** An image, or as much of it as look-up tables should hold. */
  private static int queued(VitShape shape) {
    int bytes = shape.imageSize() * shape.imageSize() * shape.channels();
    return Math.max(2, Math.min(MOST_QUEUED, Integer.highestOneBit(2 * bytes - 1)));
  }
}
