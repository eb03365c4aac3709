package vit2rtl.fpga.flash;

import java.util.function.Function;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * What a circuit has of a serial flash; a board's top makes pins of it.
 *
 * @param run      the flash's clock rises in the middle of this cycle
 * @param deselect the flash is not selected
 * @param send     what goes out on the line of commands
 * @param sends    whether it does
 * @param receive  what comes in on all four lines
 */
public record FlashPort(Bool run, Bool deselect, Bool send, Bool sends, UInt receive) {
  /** Bits of {@code receive}. */
  public static final int LINES = 4;

  /**
   * The ports of a component that has a flash.
   *
   * @param out declares an output of that name
   * @param in  declares an input of that name, of {@link #LINES} bits
   */
  public static FlashPort of(Function<String, Bool> out, Function<String, UInt> in) {
    return new FlashPort(out.apply("flash_run"), out.apply("flash_deselect"), out.apply("flash_send"),
        out.apply("flash_sends"), in.apply("flash_receive"));
  }

  /** Connects a child's port with one of its parent's. */
  public void to(FlashPort outer) {
    outer.run.set(run);
    outer.deselect.set(deselect);
    outer.send.set(send);
    outer.sends.set(sends);
    receive.set(outer.receive);
  }
}
