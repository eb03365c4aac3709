package vit2rtl.hdl.examples;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.stream.FlowToStream;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;

/**
 * Sends every byte of a serial line back. Received bytes are a flow, which nobody can hold back, so they queue for the
 * transmitter; should the other side's clock be the faster one for long, a byte is lost.
 */
@Summary("Sends every byte of a serial line back.")
public final class UartEcho extends Component {
  private static final int DEPTH = 16;

  private final int divisor;

  /** The line that receives. */
  public final Bool rx = in(Bool.bool());
  /** The line that sends. */
  public final Bool tx = out(Bool.bool());
  /** A byte is being lost. */
  public final Opt<Bool> lost;

  /** Whether there is a port that tells of lost bytes. */
  public enum Losses {
    /** There is a port {@code lost}. */
    SHOWN,
    /** There is none. */
    IGNORED
  }

  /**
   * An echo.
   *
   * @param divisor clock cycles per bit, at least {@link UartReceiver#LEAST_DIVISOR}
   * @param losses  whether there is a port that tells of lost bytes
   */
  public UartEcho(int divisor, Losses losses) {
    this.divisor = divisor;
    this.lost = Opt.when(losses == Losses.SHOWN, () -> out(Bool.bool()));
  }

  @Override
  protected void build() {
    UartReceiver receiver = instance("receiver", () -> new UartReceiver(divisor));
    FlowToStream<UInt> waiting = instance("waiting",
        () -> new FlowToStream<>("WaitingBytes", receiver.bytes.shape(), DEPTH));
    UartTransmitter transmitter = instance("transmitter", () -> new UartTransmitter(divisor));
    receiver.line.set(rx);
    receiver.bytes.into(waiting.input);
    waiting.output.into(transmitter.bytes);
    tx.set(transmitter.line);
    lost.ifPresent(port -> port.set(waiting.overflow));
  }
}
