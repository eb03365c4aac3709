package vit2rtl.hdl;

import java.util.ArrayList;
import java.util.List;
import spinal.core.BaseType;

/** The ports of one component and the streams they form, in declaration order. */
final class Boundary {
  private record Declared(Signal signal, Direction direction, String position) {}

  private final List<Declared> ports = new ArrayList<>();
  private final List<Stream<?>> streams = new ArrayList<>();

  <T extends Signal> T declare(T signal, Direction direction) {
    for (Signal leaf : signal.leaves()) {
      if (direction == Direction.IN) {
        leaf.spinal().asInput();
      } else {
        leaf.spinal().asOutput();
      }
    }
    ports.add(new Declared(signal, direction, UserFrame.position()));
    return signal;
  }

  <T extends Signal> Stream<T> stream(Namespace names, String name, Direction direction, Stream.Shape<T> shape) {
    Direction against = direction == Direction.IN ? Direction.OUT : Direction.IN;
    Bool valid = names.name(name + "_valid", declare(Bool.bool().create(), direction));
    Bool ready = names.name(name + "_ready", declare(Bool.bool().create(), against));
    Beat<T> beat = names.name(name, declare(shape.beat().create(), direction));
    Stream<T> stream = new Stream<>(name, direction, shape, valid, ready, beat);
    streams.add(stream);
    return stream;
  }

  <T extends Signal> Flow<T> flow(Namespace names, String name, Direction direction, Flow.Shape<T> shape) {
    Bool valid = names.name(name + "_valid", declare(Bool.bool().create(), direction));
    return new Flow<>(shape, valid, names.name(name, declare(shape.beat().create(), direction)));
  }

  void requireNames(String module) {
    for (Declared port : ports) {
      if (!port.signal().isNamed()) {
        throw new NameException(List.of(new Diagnostic(port.position(), module, "port", "it has no name",
            "store it in a field, or declare it with one")), null);
      }
    }
  }

  List<StreamPort> streamPorts() {
    return streams.stream().map(Stream::port).toList();
  }

  List<Port> portList() {
    List<Port> list = new ArrayList<>();
    for (Declared declared : ports) {
      for (Signal leaf : declared.signal().leaves()) {
        list.add(Ports.describe(((BaseType) leaf.spinal()).getName(), declared.direction(), leaf));
      }
    }
    return list;
  }
}
