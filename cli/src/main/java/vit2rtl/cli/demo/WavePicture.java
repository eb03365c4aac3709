package vit2rtl.cli.demo;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import vit2rtl.cli.figures.Canvas;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.sim.dut.Samples;

/** A waveform as SVG: one-bit ports as levels, others as hexagons with their value, one column per cycle. */
final class WavePicture {
  private static final int CELL = 46;
  private static final int ROW = 26;
  private static final int HIGH = 5;
  private static final int LOW = 21;
  private static final int SLOPE = 4;

  private final Samples samples;
  private final int left;
  private final Canvas canvas;

  private WavePicture(Samples samples) {
    this.samples = samples;
    this.left = 16 + 8 * samples.ports().stream().mapToInt(p -> p.name().length()).max().orElse(0);
    this.canvas = new Canvas(left + CELL * samples.values().length + 8, height() + 6, Canvas.Letters.MONOSPACED);
  }

  private int height() {
    return ROW * (samples.ports().size() + 1);
  }

  static String of(Samples samples) {
    return new WavePicture(samples).draw();
  }

  private String draw() {
    for (int cycle = 0; cycle < samples.values().length; cycle++) {
      int x = left + cycle * CELL;
      canvas.line(x, ROW - 6, x, height(), Canvas.RULE);
      canvas.label(x + CELL / 2, 14, Canvas.Anchor.MIDDLE, Canvas.FAINT, String.valueOf(samples.from() + cycle));
    }
    for (int port = 0; port < samples.ports().size(); port++) {
      int top = ROW * (port + 1);
      canvas.label(left - 8, top + 17, Canvas.Anchor.END, Canvas.INK, samples.ports().get(port).name());
      if (samples.ports().get(port).width() == 1) {
        level(port, top);
      } else {
        values(port, top);
      }
    }
    return canvas.end();
  }

  private void level(int port, int top) {
    canvas.curve(1.6, Canvas.BLUE, IntStream.range(0, samples.values().length).boxed().flatMap(cycle -> {
      double y = top + (samples.values()[cycle][port] != 0 ? HIGH : LOW);
      double x = left + cycle * CELL;
      return Stream.of(x, y, x + CELL, y);
    }).mapToDouble(number -> number).toArray());
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
    canvas.shape("#eef4fb", Canvas.BLUE, from, middle, from + SLOPE, top + HIGH, to - SLOPE, top + HIGH, to, middle,
        to - SLOPE, top + LOW, from + SLOPE, top + LOW);
    canvas.label((from + to) / 2, middle + 4, Canvas.Anchor.MIDDLE, Canvas.INK, text);
  }

  private String text(int port, int cycle) {
    Port p = samples.ports().get(port);
    int free = 64 - p.width();
    long value = samples.values()[cycle][port];
    return p.signed() && free > 0 ? String.valueOf(value << free >> free) : Long.toUnsignedString(value);
  }
}
