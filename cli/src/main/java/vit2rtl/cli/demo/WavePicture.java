package vit2rtl.cli.demo;

import java.util.Locale;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.sim.Samples;

/** A waveform as SVG: one-bit ports as levels, others as hexagons with their value, one column per cycle. */
final class WavePicture {
  private static final int CELL = 46;
  private static final int ROW = 26;
  private static final int HIGH = 5;
  private static final int LOW = 21;
  private static final int SLOPE = 4;

  private final Samples samples;
  private final int left;
  private final StringBuilder svg = new StringBuilder();

  private WavePicture(Samples samples) {
    this.samples = samples;
    this.left = 16 + 8 * samples.ports().stream().mapToInt(p -> p.name().length()).max().orElse(0);
  }

  static String of(Samples samples) {
    return new WavePicture(samples).draw();
  }

  private String draw() {
    int cycles = samples.values().length;
    int height = ROW * (samples.ports().size() + 1);
    line("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%1$d\" font-family=\"monospace\""
        + " font-size=\"12\">", left + CELL * cycles + 8, height + 6);
    for (int cycle = 0; cycle < cycles; cycle++) {
      int x = left + cycle * CELL;
      line("<line x1=\"%d\" y1=\"%d\" x2=\"%1$d\" y2=\"%d\" stroke=\"#dde2ea\"/>", x, ROW - 6, height);
      line("<text x=\"%d\" y=\"14\" text-anchor=\"middle\" fill=\"#5a6475\">%d</text>", x + CELL / 2,
          samples.from() + cycle);
    }
    for (int port = 0; port < samples.ports().size(); port++) {
      int top = ROW * (port + 1);
      line("<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#1d2430\">%s</text>", left - 8, top + 17,
          samples.ports().get(port).name());
      if (samples.ports().get(port).width() == 1) {
        level(port, top);
      } else {
        values(port, top);
      }
    }
    line("</svg>");
    return svg.toString();
  }

  private void level(int port, int top) {
    StringBuilder points = new StringBuilder();
    for (int cycle = 0; cycle < samples.values().length; cycle++) {
      int y = top + (samples.values()[cycle][port] != 0 ? HIGH : LOW);
      int x = left + cycle * CELL;
      points.append(x).append(',').append(y).append(' ').append(x + CELL).append(',').append(y).append(' ');
    }
    line("<polyline points=\"%s\" fill=\"none\" stroke=\"#2563a8\" stroke-width=\"1.6\"/>", points.toString().strip());
  }

  private void values(int port, int top) {
    int start = 0;
    for (int cycle = 1; cycle <= samples.values().length; cycle++) {
      boolean changes = cycle == samples.values().length
          || samples.values()[cycle][port] != samples.values()[start][port];
      if (changes) {
        hexagon(left + start * CELL, left + cycle * CELL, top, text(port, start));
        start = cycle;
      }
    }
  }

  private void hexagon(int from, int to, int top, String text) {
    int middle = top + (HIGH + LOW) / 2;
    line("<polygon points=\"%d,%d %d,%d %d,%d %d,%d %d,%d %d,%d\" fill=\"#eef4fb\" stroke=\"#2563a8\"/>", from, middle,
        from + SLOPE, top + HIGH, to - SLOPE, top + HIGH, to, middle, to - SLOPE, top + LOW, from + SLOPE, top + LOW);
    line("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#1d2430\">%s</text>", (from + to) / 2, middle + 4,
        text);
  }

  private String text(int port, int cycle) {
    Port p = samples.ports().get(port);
    int free = 64 - p.width();
    long value = samples.values()[cycle][port];
    return p.signed() && free > 0 ? String.valueOf(value << free >> free) : Long.toUnsignedString(value);
  }

  private void line(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
