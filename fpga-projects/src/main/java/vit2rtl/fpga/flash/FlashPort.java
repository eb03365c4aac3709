package vit2rtl.fpga.flash;

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
  private static final int LINES = 4;

  /** Declares a component's ports. */
  public interface Ports {
    Bool out(String name);

    UInt in(String name, int bits);
  }

  /** The ports of a component that has a flash. */
  public static FlashPort of(Ports ports) {
    return new FlashPort(ports.out("flash_run"), ports.out("flash_deselect"), ports.out("flash_send"),
        ports.out("flash_sends"), ports.in("flash_receive", LINES));
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
