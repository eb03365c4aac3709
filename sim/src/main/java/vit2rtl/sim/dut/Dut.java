package vit2rtl.sim.dut;

import java.math.BigInteger;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * A design under test that runs in some simulator: what a test bench needs and every simulator can. A bench that is
 * written against it runs on all of them, with the same values in the same cycles; {@code Simulator::open} and
 * {@code Icarus::open} are ways to open one.
 *
 * <p>A design is opened with every input at the value next to 0 that its range allows, and every reset held for four
 * cycles. A cycle is: inputs change, outputs settle, every clock has its active edge, outputs settle. Pokes take effect
 * with the next {@link #eval}, {@link #step} or {@link #stream}; peeks show what stands after the last one. Several
 * clocks tick together.
 *
 * <p>A request that makes no sense (an unknown port, a value outside its port's range) is an
 * {@link IllegalArgumentException}. A run that ends otherwise than asked is a {@link SimulationException}: the design
 * ended it or an assertion failed, a stream broke its rules, rows did not come, or, where the simulator knows undefined
 * values, one was looked at.
 */
public interface Dut extends AutoCloseable {

  /** {@return the design, with its ports and streams} */
  RtlDesign design();

  /**
   * Sets an input; a value outside its declared range is refused.
   *
   * @param port  name of an input
   * @param value of its range
   */
  void poke(String port, BigInteger value);

  /**
   * Sets an input.
   *
   * @param port  name of an input
   * @param value of its range
   */
  default void poke(String port, long value) {
    poke(port, BigInteger.valueOf(value));
  }

  /**
   * {@return the value of a port, negative only where it is signed}
   *
   * @param port name of a port
   */
  BigInteger peekBig(String port);

  /**
   * The value of a port of up to 64 bits; of 64 unsigned bits, these bits.
   *
   * @param port name of a port
   * @return the value
   */
  default long peek(String port) {
    return peekBig(port).longValue();
  }

  /** Lets combinational logic settle; no clock ticks. */
  void eval();

  /**
   * So many cycles.
   *
   * @param count how many, from 0
   */
  void step(long count);

  /** One cycle. */
  default void step() {
    step(1);
  }

  /** {@return cycles so far, those of resets and batched runs included} */
  long cycles();

  /** Holds every reset for four cycles. */
  void reset();

  /**
   * Rows through streams until every sink has all of its own. Pauses are drawn the same way by every simulator, so that
   * cycles agree. A simulator that records no ports refuses a job with a window.
   *
   * @param job rows to send and to receive
   * @return what came out, and when
   */
  StreamResult stream(StreamJob job);

  /** Ends the run. */
  @Override
  void close();
}
