package vit2rtl.hdl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import spinal.core.BaseType;
import spinal.core.ClockDomainReportTag;
import spinal.core.ClockDomainTag;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.domain.Clocks;
import vit2rtl.hdl.domain.Properties;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.UserFrame;
import vit2rtl.hdl.internal.Bodies;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.internal.module.Naming;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Signals;

/** The ports of one component and the streams they form, in declaration order. */
final class Boundary {
  private record Declared(Signal signal, Direction direction, ClockDomain domain, String position) {}

  private final List<Declared> ports = new ArrayList<>();
  private final List<Stream<?>> streams = new ArrayList<>();
  /** The valid of the beats of streams and flows. */
  private final Map<Signal, Bool> valids = new IdentityHashMap<>();

  <T extends Signal> T declare(T signal, Direction direction) {
    if (Bodies.isOpen()) {
      throw new StructureException("port", "it is declared inside a when or a switch", "declare ports as fields");
    }
    for (Signal leaf : Signals.leaves(signal)) {
      if (direction == Direction.IN) {
        leaf.spinal().asInput();
      } else {
        leaf.spinal().asOutput();
      }
    }
    ports.add(new Declared(signal, direction, Clocks.current().domain(), UserFrame.position()));
    return signal;
  }

  <T extends Signal> Stream<T> stream(Instance owner, String name, Direction direction, Stream.Shape<T> shape) {
    Direction against = direction == Direction.IN ? Direction.OUT : Direction.IN;
    Bool valid = Naming.name(owner, name + "_valid", declare(Bool.bool().create(), direction));
    Bool ready = Naming.name(owner, name + "_ready", declare(Bool.bool().create(), against));
    Beat<T> beat = Naming.name(owner, name, declare(shape.beat().create(), direction));
    valids.put(beat, valid);
    Stream<T> stream = new Stream<>(name, direction, shape, valid, ready, beat);
    streams.add(stream);
    return stream;
  }

  <T extends Signal> Flow<T> flow(Instance owner, String name, Direction direction, Flow.Shape<T> shape) {
    Bool valid = Naming.name(owner, name + "_valid", declare(Bool.bool().create(), direction));
    Beat<T> beat = Naming.name(owner, name, declare(shape.beat().create(), direction));
    valids.put(beat, valid);
    return new Flow<>(shape, valid, beat);
  }

  void requireNames(String module) {
    for (Declared port : ports) {
      if (!Signals.isNamed(port.signal())) {
        throw new NameException(List.of(new Diagnostic(port.position(), module, "port", "it has no name",
            "store it in a field, or declare it with one")), null);
      }
    }
  }

  /**
   * Tells the crossing check which domain the inputs belong to: those of a top, and those of a child that were declared
   * in another domain than the child's. Outside a child, asynchronous inputs are what drives them.
   */
  void tagInputs(ClockDomain own, boolean top) {
    for (Declared port : ports) {
      boolean stated = !port.domain().equals(own) && !port.domain().equals(ClockDomain.ASYNCHRONOUS);
      if (port.direction() == Direction.IN && (top || stated)) {
        ClockDomainTag tag = new ClockDomainTag(Clocks.current().spinal(port.domain()));
        Signals.leaves(port.signal()).forEach(leaf -> ((BaseType) leaf.spinal()).addTag(tag));
      }
    }
  }

  /** Inputs of a top whose bits can hold more than their range says, and whose clock the shipped design has. */
  private List<Declared> narrowInputs(Predicate<ClockDomain> shipped) {
    return ports.stream().filter(port -> port.direction() == Direction.IN && shipped.test(port.domain())
        && Signals.leaves(port.signal()).stream().anyMatch(InputRanges::isNarrow)).toList();
  }

  boolean hasNarrowInputs(List<ClockPort> clocks) {
    return !narrowInputs(domain -> Properties.has(clocks, domain)).isEmpty();
  }

  /** Assumes, in the verification text, that the inputs keep their ranges. */
  void assumeRanges() {
    Clocks clocks = Clocks.current();
    for (Declared port : narrowInputs(Properties.current()::isShipped)) {
      clocks.in(port.domain(), () -> {
        Signals.leaves(port.signal()).forEach(leaf -> InputRanges.assume(leaf, valids.get(port.signal())));
        return null;
      });
    }
  }

  /** What is inside a black box cannot be followed: all its ports belong to the domains they are declared in. */
  void tagAll() {
    for (Declared port : ports) {
      ClockDomainTag tag = new ClockDomainTag(Clocks.current().spinal(port.domain()));
      Signals.leaves(port.signal()).forEach(leaf -> ((BaseType) leaf.spinal()).addTag(tag));
    }
  }

  /** The clock that every port changes or is read with, by port name; an empty name where there is none, or several. */
  Map<String, String> portClocks() {
    Map<String, String> clocks = new LinkedHashMap<>();
    for (Declared port : ports) {
      for (Signal leaf : Signals.leaves(port.signal())) {
        BaseType raw = (BaseType) leaf.spinal();
        clocks.put(raw.getName(), port.direction() == Direction.IN ? port.domain().clock() : driver(raw));
      }
    }
    return clocks;
  }

  private static String driver(BaseType output) {
    Set<String> clocks = new HashSet<>();
    output.getTags().foreach(tag -> tag instanceof ClockDomainReportTag report
        && clocks.add(report.clockDomain().clock().getName()));
    return clocks.size() == 1 ? clocks.iterator().next() : "";
  }

  List<StreamPort> streamPorts() {
    return streams.stream().map(Stream::port).toList();
  }

  List<Port> portList() {
    List<Port> list = new ArrayList<>();
    for (Declared declared : ports) {
      for (Signal leaf : Signals.leaves(declared.signal())) {
        list.add(Ports.describe(((BaseType) leaf.spinal()).getName(), declared.direction(), leaf));
      }
    }
    return list;
  }
}
