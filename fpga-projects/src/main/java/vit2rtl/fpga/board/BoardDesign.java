package vit2rtl.fpga.board;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vit2rtl.fpga.synth.Netlist;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Probe;

/**
 * A board's design: the generated core and the board's top.
 *
 * @param board  the board
 * @param config what the core is made of
 * @param core   the core
 */
public record BoardDesign(Board board, BoardConfig config, RtlDesign core) {
  static final String TOP = "board";
  public static final String RX = "uart_rx";
  public static final String TX = "uart_tx";
  /** The flash beside a top that has one, in simulation: its instance, and Verilog of both. */
  static final String FLASH = "flash";
  private static final String BENCH = "bench";
  private static final int FLASH_ADDRESS_BITS = 21;
  /** The LED of most tops that says that a request failed. */
  public static final String TROUBLE = "led_trouble";

  public static BoardDesign of(Board board, BoardConfig config) {
    int[] description = config.description();
    return new BoardDesign(board, config, Hdl.elaborate(() -> new BoardCore(config, description)));
  }

  /**
   * The whole top with its pins, for simulation: the PLL replaced by its input, nothing else. A board whose flash is read
   * has the flash beside it.
   */
  public RtlDesign simulation() {
    return simulation(core.text() + board.top() + "\n", core.verificationText() + board.top() + "\n");
  }

  /** The same after synthesis, for an iCE40: the cells that the device's bitstream configures, but for PLL and pins. */
  RtlDesign netlist() {
    String text = Netlist.ofChip(new TreeMap<>(Map.of("core.v", core.text(), "top.v", board.top())), board.script(),
        List.of("SB_PLL40_CORE", "SB_PLL40_PAD", "SB_IO")) + "\n";
    return simulation(text, text);
  }

  private RtlDesign simulation(String text, String verificationText) {
    String around = Board.file("simulation", "pll.v") + (hasFlash() ? "\n"
        + Board.file("simulation", "flash.v") + "\n" + bench() : "");
    List<Port> pins = new ArrayList<>(List.of(pin(RX, Direction.IN), pin(TX, Direction.OUT)));
    board.button().ifPresent(name -> pins.add(pin(name, Direction.IN)));
    if (hasFlash() || board.top().matches("(?s).*output +" + TROUBLE + "\\b.*")) {
      pins.add(pin(TROUBLE, Direction.OUT));
    }
    return new RtlDesign(hasFlash() ? BENCH : TOP, Language.VERILOG, text + around, verificationText + around,
        List.of(new ClockPort(board.clockPort(), null)), List.copyOf(pins), List.of());
  }

  /** The top and the flash: a file of the board's, or the one for boards with the pins of the ULX3S. */
  private String bench() {
    return Board.optionalFile(board.name(), "bench.v").orElseGet(() -> Board.file("simulation", "flash-bench.v"));
  }

  boolean hasFlash() {
    return config.hasFlash();
  }

  /** Everything in the flash beside the top. */
  static Probe flashCells() {
    return new Probe(FLASH, "SerialFlash", "cells", 1 << FLASH_ADDRESS_BITS, Byte.SIZE, false);
  }

  /** A register of the flash's that counts. */
  static Probe flashCounter(String name) {
    return new Probe(FLASH, "SerialFlash", name, 0, Short.SIZE, false);
  }

  private static Port pin(String name, Direction direction) {
    return new Port(name, direction, 1, false, BigInteger.ZERO, BigInteger.ONE);
  }
}
