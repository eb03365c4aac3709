package vit2rtl.hdl.inspect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Components;
import vit2rtl.hdl.diagram.Drawing.Weight;
import vit2rtl.hdl.diagram.Drawing;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.StreamPort;

/**
 * Ports that a block diagram shows as one pin: a stream, the elements of a vector, or one port.
 *
 * @param direction seen from inside the module; for a stream, that of its payload
 * @param data      names of the ports that carry the values
 * @param flags     names of the valid and last ports of a stream; empty outside streams
 */
record PinGroup(String name, Direction direction, Weight weight, String bits, List<String> data, List<String> flags) {
  private static final Pattern NUMBERED = Pattern.compile("(.+?)_(\\d{1,9})(_.+)?");

  /** A pin that is no port. */
  static PinGroup of(String name, Direction direction, int width) {
    return new PinGroup(name, direction, width == 1 ? Weight.CONTROL : Weight.DATA, width == 1 ? "" : "" + width,
        List.of(), List.of());
  }

  static List<PinGroup> of(Component component) {
    List<PinGroup> groups = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    List<Port> ports = Components.ports(component);
    List<StreamPort> streams = Components.streams(component);
    for (Port port : ports) {
      if (taken.contains(port.name())) {
        continue;
      }
      StreamPort stream = streams.stream().filter(s -> s.valid().equals(port.name())).findFirst().orElse(null);
      if (stream == null) {
        List<Port> alike = alike(port, ports);
        alike.forEach(p -> taken.add(p.name()));
        groups.add(plain(alike));
      } else {
        taken.add(stream.valid());
        taken.add(stream.ready());
        taken.add(stream.last());
        taken.addAll(stream.payload());
        groups.add(stream(stream, ports));
      }
    }
    return groups;
  }

  private static PinGroup stream(StreamPort stream, List<Port> ports) {
    List<String> widths = ports.stream().filter(p -> stream.payload().contains(p.name()))
        .map(p -> String.valueOf(p.width())).toList();
    boolean equal = widths.stream().distinct().count() == 1;
    String bits = widths.size() == 1 ? widths.get(0) : equal ? widths.size() + "×" + widths.get(0)
        : String.valueOf(widths.stream().mapToInt(Integer::parseInt).sum());
    return new PinGroup(stream.name(), stream.direction(), Weight.STREAM, bits, stream.payload(),
        java.util.stream.Stream.of(stream.valid(), stream.last()).filter(Objects::nonNull).toList());
  }

  private static PinGroup plain(List<Port> ports) {
    Port first = ports.get(0);
    boolean one = ports.size() == 1;
    String bits = first.width() == 1 ? "" : String.valueOf(first.width());
    return new PinGroup(one ? first.name() : family(ports.stream().map(Port::name).toList()), first.direction(),
        one && first.width() == 1 ? Weight.CONTROL : Weight.DATA, bits,
        ports.stream().map(Port::name).toList(), List.of());
  }

  /** Ports of one width and direction whose names differ only in a number, counted from 0. */
  private static List<Port> alike(Port port, List<Port> ports) {
    String family = family(port.name(), "#");
    List<Port> alike = ports.stream().filter(p -> family(p.name(), "#").equals(family)
        && p.direction() == port.direction() && p.width() == port.width()).toList();
    return NUMBERED.matcher(port.name()).matches() && alike.size() > 1 ? alike : List.of(port);
  }

  /** A name with its number replaced: {@code x_3} is {@code x[#]}. */
  static String family(String name, String number) {
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches()
        ? numbered.group(1) + "[" + number + "]" + (numbered.group(3) == null ? "" : numbered.group(3))
        : name;
  }

  /** One name for several that differ in a number: {@code x_0}, {@code x_1}, {@code x_2} are {@code x[0…2]}. */
  static String family(List<String> names) {
    if (names.size() == 1) {
      return names.get(0);
    }
    IntSummaryStatistics numbers = names.stream().map(NUMBERED::matcher).filter(Matcher::matches)
        .mapToInt(m -> Integer.parseInt(m.group(2))).summaryStatistics();
    return family(names.get(0), numbers.getMin() + "…" + numbers.getMax());
  }

  Drawing.Pin pin(int slots) {
    return new Drawing.Pin(name, bits, weight, Math.max(1, slots));
  }
}
