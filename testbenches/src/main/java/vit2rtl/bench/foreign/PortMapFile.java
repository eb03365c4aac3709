package vit2rtl.bench.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;

/**
 * A map of ports as a text file, a line each; {@code #} begins a comment. Ports without a line keep their names.
 *
 * <pre>
 *   clk       = clock          # another name
 *   reset     = !rst_n         # active low
 *   in_data   = s_data         # all lanes in one pin, lane 0 in the lowest bits
 *   out_data  = m_data:16      # each lane in 16 bits
 *   in_last   = -              # an input that the module does not have
 * </pre>
 */
public final class PortMapFile {
  private static final Pattern LINE = Pattern.compile("(\\w+)\\s*=\\s*(-|(!?)([A-Za-z_][\\w$]*)(?::(\\d{1,4}))?)");

  private final String file;
  private final RtlDesign unit;
  private final Map<String, PortMap.Pin> given = new LinkedHashMap<>();

  private PortMapFile(String file, RtlDesign unit) {
    this.file = file;
    this.unit = unit;
  }

  /** The map of a file, for a unit. */
  public static PortMap read(Path file, RtlDesign unit) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new InputException("--ports " + file + " cannot be read as text: " + e.getClass().getSimpleName()
          + "; allowed: axi, or a file with lines 'PORT = PIN'");
    }
    return read(file.toString(), lines, unit);
  }

  /**
   * The map of a file's lines.
   *
   * @param file where they come from, for messages
   */
  static PortMap read(String file, List<String> lines, RtlDesign unit) {
    PortMapFile map = new PortMapFile(file, unit);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        map.line(line, i + 1);
      }
    }
    return map.whole();
  }

  private void line(String line, int number) {
    String where = file + ", line " + number + ": ";
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new InputException(where + "'" + line + "'; allowed: PORT = PIN, PORT = !PIN (active low), STREAM_data ="
          + " PIN:BITS (packed lanes of so many bits), PORT = - (not there)");
    }
    String port = parts.group(1);
    List<String> allowed = new ArrayList<>(PortMap.names(unit));
    unit.streams().forEach(stream -> allowed.add(PortMap.packed(stream)));
    if (!allowed.contains(port)) {
      throw new InputException(where + "the unit has no port '" + port + "'; allowed: " + String.join(", ", allowed));
    }
    if (given.containsKey(port)) {
      throw new InputException(where + "port " + port + " has a line already; keep one of them");
    }
    given.put(port, pin(port, parts, where));
  }

  private PortMap.Pin pin(String port, Matcher parts, String where) {
    StreamPort packed = unit.streams().stream().filter(s -> PortMap.packed(s).equals(port)).findFirst().orElse(null);
    boolean output = unit.ports().stream().anyMatch(p -> p.name().equals(port) && p.direction() == Direction.OUT);
    if (parts.group(2).equals("-")) {
      if (output || packed != null) {
        throw new InputException(where + port + " must be there; only inputs such as in_last may be left out with '-'");
      }
      return PortMap.Pin.plain("");
    }
    int width = packed == null ? 0 : unit.port(packed.payload().get(0)).width();
    int slot = parts.group(5) == null ? width : Integer.parseInt(parts.group(5));
    if (packed == null && parts.group(5) != null || slot < width) {
      throw new InputException(where + "'" + parts.group() + "'; allowed: bits of a lane for STREAM_data only, at least"
          + " the element's" + (packed == null ? "" : " " + width));
    }
    return new PortMap.Pin(parts.group(4), parts.group(3).isEmpty() ? PortMap.Pin.Level.HIGH : PortMap.Pin.Level.LOW,
        slot);
  }

  private PortMap whole() {
    Map<String, PortMap.Pin> pins = new LinkedHashMap<>(PortMap.own(unit).pins());
    for (StreamPort stream : unit.streams()) {
      if (given.containsKey(PortMap.packed(stream))) {
        for (String lane : stream.payload()) {
          if (given.containsKey(lane)) {
            throw new InputException(file + " gives " + lane + " a pin, and all lanes of its stream another by "
                + PortMap.packed(stream) + "; keep one of them");
          }
          pins.remove(lane);
        }
      }
    }
    pins.putAll(given);
    return new PortMap(pins, file);
  }
}
