package vit2rtl.fpga.axi.network;

import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.accelerator.rtl.PixelRestart;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.stream.StreamWidth;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/**
 * What a reset by register resets: the queue of constants that were read, their way into beats of the accelerator, and the
 * accelerator. Logits leave with their sign extended to 32 bits.
 */
@Summary("The accelerator, with a queue of constants in front.")
final class NetworkBack extends Component {
  private static final int RESULT = 32;

  private final NetworkIpConfig config;
  private final Accelerator accelerator;
  private final StreamFifo<UInt> queue;
  private final StreamWidth<UInt> beats;

  private final Bool push = in("read_push", Bool.bool());
  private final UInt data;
  private final Bool last = in("read_last", Bool.bool());
  private final Bool popped = out("read_popped", Bool.bool());
  /** The accelerator would take constants and there are none. */
  private final Bool starved = out("starved", Bool.bool());
  private final UInt pixel = in("pixel", UInt.bits(8));
  private final Bool pixelValid = in("pixel_valid", Bool.bool());
  private final Bool pixelReady = out("pixel_ready", Bool.bool());
  private final Bool pixelLast = in("pixel_last", Bool.bool());
  private final Bool pixelRestart = in("pixel_restart", Bool.bool());
  private final UInt result = out("m_axis_tdata", UInt.bits(RESULT));
  private final Bool resultValid = out("m_axis_tvalid", Bool.bool());
  private final Bool resultReady = in("m_axis_tready", Bool.bool());
  private final Bool resultLast = out("m_axis_tlast", Bool.bool());

  NetworkBack(NetworkIpConfig config) {
    super("vit2rtl_network_back");
    this.config = config;
    this.data = in("m_axi_rdata", UInt.bits(8 * config.bus().bytes()));
    Stream.Shape<UInt> read = Stream.of(UInt.bits(8), config.bus().bytes());
    this.queue = instance("read_queue", () -> new StreamFifo<>("ReadQueue", read, config.bus().depth()));
    this.beats = instance("read_width",
        () -> new StreamWidth<>("ReadWidth", read, config.accelerator().inner(), config.streamBytes()));
    this.accelerator = instance("accelerator", () -> new Accelerator(config.accelerator(), PixelRestart.BY_PORT));
  }

  @Override
  protected void build() {
    queue.input.valid().set(push);
    queue.input.last().set(last);
    for (int i = 0; i < config.bus().bytes(); i++) {
      queue.input.payload().get(i).set(data.slice(8 * i + 7, 8 * i));
    }
    check(push.not().or(queue.input.ready()), "constants come for which there is no room");
    popped.set(queue.output.fire());
    queue.output.into(beats.input);
    constants();

    accelerator.pixels.valid().set(pixelValid);
    accelerator.pixels.payload().get(0).set(pixel);
    accelerator.pixels.last().set(pixelLast);
    accelerator.pixelRestart.get().set(pixelRestart);
    pixelReady.set(accelerator.pixels.ready());

    Stream<SInt> logits = accelerator.logits;
    resultValid.set(logits.valid());
    resultLast.set(logits.last());
    result.set(logits.payload().get(0).modulo(RESULT));
    logits.ready().set(resultReady);
  }

  /** Bytes as the elements of the accelerator's stream. */
  private void constants() {
    Stream<UInt> constants = accelerator.constants.get();
    constants.valid().set(beats.output.valid());
    beats.output.ready().set(constants.ready());
    starved.set(constants.ready().and(constants.valid().not()));
    int bytes = Accelerator.elementBytes(config.accelerator());
    for (int e = 0; e < constants.payload().size(); e++) {
      UInt element = beats.output.payload().get(e * bytes);
      for (int b = 1; b < bytes; b++) {
        element = beats.output.payload().get(e * bytes + b).concat(element);
      }
      constants.payload().get(e).set(element);
    }
  }
}
