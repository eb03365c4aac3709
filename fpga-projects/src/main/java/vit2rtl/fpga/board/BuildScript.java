package vit2rtl.fpga.board;

import java.util.List;
import vit2rtl.fpga.synth.Nextpnr;
import vit2rtl.fpga.synth.Yosys;
import vit2rtl.sim.tool.Tools;

/**
 * {@code build.sh} of a board: the commands of {@link BoardBuild} as a shell script beside their input, for machines
 * that have the tools but not this program. For 7-series it is a file of the board's folder.
 */
final class BuildScript {
  static final String FILE = "build.sh";
  /** The same for Vivado, in the folders of boards that it supports. */
  static final String VIVADO = "build.tcl";
  static final String SOURCES = "core.v top.v";

  private BuildScript() {}

  static String of(Board board) {
    return board.target().nextpnr().map(nextpnr -> generated(board, nextpnr))
        .orElseGet(() -> Board.file(board.name(), FILE));
  }

  /** What Yosys is told. */
  static String yosys(Board board) {
    return "read_verilog " + SOURCES + "; " + board.script() + "; " + Yosys.NETLIST;
  }

  /** Refuses a version of nextpnr that is too old, where the board names one. */
  private static String version(Tools placer) {
    return placer.minimum().isEmpty() ? "" : """
        found=$(%1$s --version 2>&1 | grep -oE '[0-9]+([.][0-9]+)+' | head -n 1 || true)
        if [ "$(printf '%%s\\n' %2$s "${found:-0}" | sort -V | head -n 1)" != %2$s ]; then
          echo "build.sh: %1$s is ${found:-of an unknown version}; allowed: %2$s or newer" >&2
          exit 3
        fi
        """.formatted(placer.name(), placer.minimum());
  }

  private static String generated(Board board, Nextpnr nextpnr) {
    BoardFlow flow = board.flow();
    List<String> placement = nextpnr.command(board.target().device(), board.megahertz(), board.placement());
    return """
        #!/usr/bin/env bash
        # Builds %s from the files beside this script: %s.
        # Ends with an error where the clock of %d MHz is not met.
        set -euo pipefail
        cd "$(dirname "$(readlink -f "$0")")"
        for tool in yosys %s %s; do
          command -v "$tool" >/dev/null || { echo "build.sh: $tool is not installed" >&2; exit 3; }
        done
        %syosys -q -p "%s"
        %s
        %s
        """.formatted(flow.bitstream(), board.title(), board.megahertz(), nextpnr.tool().name(), flow.packer().name(),
        board.placer().map(BuildScript::version).orElse(""), yosys(board), String.join(" ", placement), String.join(" ", flow.packing()));
  }
}
