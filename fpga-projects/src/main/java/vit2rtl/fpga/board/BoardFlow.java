package vit2rtl.fpga.board;

import java.util.List;
import java.util.stream.Stream;
import vit2rtl.fpga.synth.Target;
import vit2rtl.sim.tool.Tools;

/**
 * From a board's netlist to its bitstream, by device family: names of files, and what the tools are told about them.
 */
enum BoardFlow {
  ICE40("pins.pcf", "board.bin", List.of("--pcf", "pins.pcf", "--asc", "board.asc"),
      Tools.ICEPACK, List.of("board.asc", "board.bin")),
  ECP5("pins.lpf", "board.bit", List.of("--lpf", "pins.lpf", "--textcfg", "board.config"),
      Tools.ECPPACK, List.of("--compress", "board.config", "board.bit")),
  /** Its tools need databases that only their user can name: they are called by the board's own script alone. */
  XC7("pins.xdc", "board.bit", List.of(), null, List.of());

  private final String pins;
  private final String bitstream;
  private final List<String> placement;
  private final Tools packer;
  private final List<String> packing;

  BoardFlow(String pins, String bitstream, List<String> placement, Tools packer, List<String> packing) {
    this.pins = pins;
    this.bitstream = bitstream;
    this.placement = placement;
    this.packer = packer;
    this.packing = packing;
  }

  static BoardFlow of(Target target) {
    return switch (target) {
      case ICE40_HX8K, ICE40_UP5K -> ICE40;
      case ECP5, ECP5_25F -> ECP5;
      case XC7 -> XC7;
      case XCUP -> throw new IllegalArgumentException("there is no open flow to a bitstream for " + target);
    };
  }

  /** The file that says which pin is which. */
  String pins() {
    return pins;
  }

  String bitstream() {
    return bitstream;
  }

  /** What nextpnr is told beside the device and the frequency. */
  List<String> placement() {
    return placement;
  }

  /** The same for a large design: a router that works on parts at a time, without which it takes hours. */
  List<String> largePlacement() {
    return Stream.concat(placement.stream(), this == ECP5
        ? Stream.of("--threads", "8", "--router", "router2") : Stream.of()).toList();
  }

  /** The tool that makes the bitstream. */
  Tools packer() {
    return packer;
  }

  /** The command that makes the bitstream. */
  List<String> packing() {
    return Stream.concat(Stream.of(packer.name()), packing.stream()).toList();
  }
}
