package vit2rtl.hdl.inspect;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import spinal.core.BaseType;
import spinal.core.internals.Expression;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Components;
import vit2rtl.hdl.diagram.Drawing.Kind;
import vit2rtl.hdl.diagram.Drawing.Weight;
import vit2rtl.hdl.diagram.Drawing;
import vit2rtl.hdl.inspect.Draft.Feed;
import vit2rtl.hdl.inspect.Draft.Place;
import vit2rtl.hdl.internal.graph.Drivers;
import vit2rtl.hdl.rtl.Direction;

/** Collects the boxes of one module. */
final class Blocks {
  private static final int MOST_REGISTERS = 16;
  private static final int MOST_INSTANCES = 24;

  private final Component component;
  private final Drivers drivers;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Object, Place> places = new IdentityHashMap<>();
  private final Map<String, BaseType> signals;

  private Blocks(Component component) {
    this.component = component;
    this.drivers = new Drivers(component.spinal());
    this.signals = signals(component);
  }

  static Drawing of(Component component, String caption) {
    Blocks blocks = new Blocks(component);
    blocks.collect();
    return new BlockNets(blocks.drafts, blocks.places).drawing(component.spinal().definitionName(), caption);
  }

  private void collect() {
    List<PinGroup> ports = PinGroup.of(component);
    for (PinGroup port : ports) {
      if (port.direction() == Direction.IN) {
        place(port, signals, drafts.size(), 0);
        drafts.add(new Draft(Kind.INPUT, "", "", 1, List.of(), List.of(port), "", Map.of()));
      }
    }
    instances();
    memories();
    if (Components.children(component).isEmpty()) {
      registers();
    }
    for (PinGroup port : ports) {
      if (port.direction() == Direction.OUT) {
        output(port);
      }
    }
  }

  private static Map<String, BaseType> signals(Component component) {
    Map<String, BaseType> signals = new TreeMap<>();
    CollectionConverters.asJava(component.spinal().getAllIo()).forEach(io -> signals.put(io.getName(), io));
    return signals;
  }

  private void place(PinGroup group, Map<String, BaseType> signals, int box, int pin) {
    group.data().forEach(name -> places.put(signals.get(name), new Place(box, pin)));
    group.flags().forEach(name -> places.put(signals.get(name), new Place(box, pin)));
  }

  private Feed feed(List<? extends Expression> targets) {
    return ways -> drivers.sources(targets, ways, places::containsKey);
  }

  private static List<BaseType> targets(PinGroup group, Map<String, BaseType> signals) {
    return group.data().stream().map(signals::get).toList();
  }

  // ---- instances ---------------------------------------------------------------------------------------------------

  private void instances() {
    Map<String, List<Component>> shown = grouped(c -> c.spinal().definitionName() + " "
        + PinGroup.family(Components.name(c), "#"));
    if (shown.size() > MOST_INSTANCES) {
      shown = grouped(c -> c.spinal().definitionName() + " ");
    }
    shown.forEach((key, copies) -> {
      Component first = copies.get(0);
      String module = first.spinal().definitionName();
      // A single instance has a name to show, however the others are grouped.
      boolean alike = copies.size() == 1 || !key.endsWith(" ");
      instance(copies, alike ? PinGroup.family(copies.stream().map(Components::name).toList()) : module,
          alike ? module : "instances");
    });
  }

  private Map<String, List<Component>> grouped(Function<Component, String> key) {
    return Components.children(component).stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  private void instance(List<Component> copies, String title, String subtitle) {
    List<PinGroup> pins = PinGroup.of(copies.get(0));
    List<PinGroup> left = pins.stream().filter(p -> p.direction() == Direction.IN).toList();
    List<PinGroup> right = pins.stream().filter(p -> p.direction() == Direction.OUT).toList();
    Map<PinGroup, List<BaseType>> targets = new LinkedHashMap<>();
    for (Component copy : copies) {
      Map<String, BaseType> own = signals(copy);
      for (int i = 0; i < right.size(); i++) {
        place(right.get(i), own, drafts.size(), i);
      }
      left.forEach(p -> targets.computeIfAbsent(p, k -> new ArrayList<>()).addAll(targets(p, own)));
    }
    Map<PinGroup, Feed> feeds = new LinkedHashMap<>();
    targets.forEach((pin, list) -> feeds.put(pin, feed(list)));
    drafts.add(new Draft(Kind.INSTANCE, title, subtitle, copies.size(), left, right,
        BlockDiagram.fileOf(copies.get(0)), feeds));
  }

  // ---- memories and registers --------------------------------------------------------------------------------------

  private void memories() {
    Map<String, List<spinal.core.Mem<?>>> byName = new LinkedHashMap<>();
    component.spinal().dslBody().walkStatements(statement -> {
      if (statement instanceof spinal.core.Mem<?> memory) {
        byName.computeIfAbsent(PinGroup.family(memory.getName(), "#") + memory.wordCount() + "/" + memory.getWidth(),
            k -> new ArrayList<>()).add(memory);
      }
      return BoxedUnit.UNIT;
    });
    byName.values().forEach(this::memory);
  }

  private void memory(List<spinal.core.Mem<?>> copies) {
    spinal.core.Mem<?> first = copies.get(0);
    List<Expression> writes = copies.stream().flatMap(m -> drivers.writes(m).stream()).toList();
    PinGroup address = PinGroup.of("address", Direction.IN, first.addressWidth());
    PinGroup write = PinGroup.of("write", Direction.IN, first.getWidth());
    PinGroup read = PinGroup.of("read", Direction.OUT, first.getWidth());
    copies.forEach(m -> places.put(m, new Place(drafts.size(), 0)));
    drafts.add(new Draft(Kind.MEMORY, title(copies),
        first.wordCount() + " × " + first.getWidth() + " bits" + (writes.isEmpty() ? ", ROM" : ""), copies.size(),
        writes.isEmpty() ? List.of(address) : List.of(write, address), List.of(read), "",
        Map.of(write, feed(writes), address,
            feed(copies.stream().flatMap(m -> drivers.addresses(m).stream()).toList()))));
  }

  private static String title(List<? extends spinal.core.Nameable> copies) {
    return PinGroup.family(copies.stream().map(spinal.core.Nameable::getName).toList());
  }

  /** Where there are too many, those of one bit are left to the wires; where there are still too many, all are. */
  private void registers() {
    Map<String, List<BaseType>> byName = new LinkedHashMap<>();
    component.spinal().dslBody().walkStatements(statement -> {
      if (statement instanceof BaseType signal && signal.isReg()) {
        byName.computeIfAbsent(PinGroup.family(signal.getName(), "#") + "/" + signal.getBitsWidth(),
            k -> new ArrayList<>()).add(signal);
      }
      return BoxedUnit.UNIT;
    });
    if (byName.size() > MOST_REGISTERS) {
      byName.values().removeIf(copies -> copies.get(0).getBitsWidth() == 1);
    }
    if (byName.size() > MOST_REGISTERS) {
      return;
    }
    int box = drafts.size();
    for (List<BaseType> copies : byName.values()) {
      Place place = new Place(box++, 0);
      copies.forEach(r -> places.put(r, place));
    }
    byName.values().forEach(this::register);
  }

  private void register(List<BaseType> copies) {
    int width = copies.get(0).getBitsWidth();
    PinGroup in = new PinGroup("", Direction.IN, width == 1 ? Weight.CONTROL : Weight.DATA, "", List.of(), List.of());
    PinGroup out = PinGroup.of("", Direction.OUT, width);
    Feed feed = feed(copies);
    drafts.add(new Draft(Kind.REGISTER, title(copies), drivers.operators(copies, places::containsKey), copies.size(),
        List.of(in), List.of(out), "",
        Map.of(in, ways -> unregistered(feed.sources(ways)))));
  }

  /** The register at the end of the way is the box itself. */
  private static Map<Object, Boolean> unregistered(Map<Object, Boolean> sources) {
    sources.replaceAll((source, registered) -> false);
    return sources;
  }

  // ---- outputs -----------------------------------------------------------------------------------------------------

  /** Where registers are shown, a stream's valid and last show theirs too. */
  private List<BaseType> withFlags(PinGroup port, List<BaseType> targets) {
    List<BaseType> all = new ArrayList<>(targets);
    port.flags().forEach(flag -> all.add(signals.get(flag)));
    return all;
  }

  /** In a module without instances, an output behind operators gets a box for them. */
  private void output(PinGroup port) {
    List<BaseType> targets = targets(port, signals);
    Feed feed = Components.children(component).isEmpty() ? feed(withFlags(port, targets)) : feed(targets);
    String operators = drivers.operators(targets, places::containsKey);
    if (Components.children(component).isEmpty() && !operators.isEmpty() && targets.stream().noneMatch(BaseType::isReg)) {
      PinGroup in = new PinGroup("", Direction.IN, Weight.DATA, "", List.of(), List.of());
      PinGroup out = new PinGroup(port.name(), Direction.OUT, port.weight(), port.bits(), List.of(), List.of());
      places.put(out, new Place(drafts.size(), 0));
      drafts.add(new Draft(Kind.LOGIC, operators, "", 1, List.of(in), List.of(out), "", Map.of(in, feed)));
      feed = ways -> Map.of(out, false);
    }
    drafts.add(new Draft(Kind.OUTPUT, "", "", 1, List.of(port), List.of(), "", Map.of(port, feed)));
  }
}
