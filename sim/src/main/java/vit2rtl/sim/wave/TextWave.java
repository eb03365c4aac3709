package vit2rtl.sim.wave;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.sim.dut.Samples;

/**
 * A waveform as text: one line per port, one column per cycle. A one-bit port is drawn as a line ({@code ▔} high,
 * {@code ▁} low); others show their value in the cycle in which it changes and a dash while it stays.
 */
public final class TextWave {
  private final Samples samples;
  private final List<Port> shown;

  private TextWave(Samples samples, List<Port> shown) {
    this.samples = samples;
    this.shown = shown;
  }

  /**
   * {@return sampled ports as a picture of characters}
   *
   * @param samples values of ports over cycles
   */
  public static TextWave of(Samples samples) {
    return new TextWave(samples, samples.ports());
  }

  /**
   * Only these ports.
   *
   * @param names of ports
   * @return the picture of them
   */
  public TextWave only(Set<String> names) {
    return new TextWave(samples, shown.stream().filter(p -> names.contains(p.name())).toList());
  }

  /** {@return the picture, lines ended by newlines} */
  public String render() {
    int cycles = samples.values().length;
    List<String> names = new ArrayList<>(List.of("cycle"));
    List<List<String>> cells = new ArrayList<>();
    List<String> header = new ArrayList<>();
    for (int i = 0; i < cycles; i++) {
      header.add(String.valueOf(samples.from() + i));
    }
    cells.add(header);
    for (Port port : shown) {
      names.add(port.name());
      cells.add(column(port, cycles));
    }
    int nameWidth = names.stream().mapToInt(String::length).max().orElse(0);
    int cellWidth = cells.stream().flatMap(List::stream).mapToInt(String::length).max().orElse(1);
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < names.size(); line++) {
      StringBuilder row = new StringBuilder(String.format("%-" + nameWidth + "s ", names.get(line)));
      for (String cell : cells.get(line)) {
        boolean level = cell.equals("▔") || cell.equals("▁");
        row.append(' ').append(level ? cell.repeat(cellWidth) : String.format("%" + cellWidth + "s", cell));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private List<String> column(Port port, int cycles) {
    int index = samples.ports().indexOf(port);
    List<String> column = new ArrayList<>();
    for (int cycle = 0; cycle < cycles; cycle++) {
      long value = samples.values()[cycle][index];
      boolean same = cycle > 0 && samples.values()[cycle - 1][index] == value;
      column.add(port.width() == 1 ? value != 0 ? "▔" : "▁" : same ? "-" : text(port, value));
    }
    return column;
  }

  private static String text(Port port, long value) {
    int free = 64 - port.width();
    if (port.width() > 64) {
      return "…" + Long.toHexString(value);
    }
    return port.signed()
        ? String.valueOf(free > 0 ? value << free >> free : value)
        : new BigInteger(Long.toUnsignedString(value)).toString();
  }
}
