package vit2rtl.fpga.axi.network;

import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.schedule.Program;

/**
 * What a network's IP is made of.
 *
 * @param accelerator the accelerator
 * @param streamBytes S, bytes of the constant stream of an image; the same for every model that the accelerator takes
 * @param bus         how constants are read
 */
public record NetworkIpConfig(AcceleratorConfig accelerator, int streamBytes, ReadBus bus) {
  /** A stream begins at a multiple of so many bytes. */
  public static final int ALIGNMENT = 64;

  /** The IP of a program's accelerator. */
  public static NetworkIpConfig of(Program program, ReadBus bus) {
    return new NetworkIpConfig(program.config(), program.stream().length, bus);
  }

  /** Pixels of a line, and lines. */
  public int side() {
    return accelerator.shape().imageSize();
  }

  /** Bytes of a pixel. */
  public int channels() {
    return accelerator.shape().channels();
  }

  /** Beats of an image's constants. */
  public int beats() {
    return bus.beats(streamBytes);
  }
}
