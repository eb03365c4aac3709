package vit2rtl.hdl.pipeline;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import spinal.core.BaseType;
import spinal.core.internals.Expression;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.UserFrame;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.internal.graph.Drivers;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Signals;

/**
 * Refuses values that are computed from another stage's: found when a component has been described, through whatever
 * wires lie between, up to registers and children.
 */
final class StageCheck {
  private record Place(String value, Stage stage) {}

  private record Computed(String name, Stage stage, Signal signal, String position) {}

  private final Instance owner;
  private final Map<BaseType, Place> places = new IdentityHashMap<>();
  private final List<Computed> values = new ArrayList<>();

  StageCheck(Instance owner) {
    this.owner = owner;
  }

  /** A signal that this stage's values may be computed from, and no other's. */
  void belongs(String value, Signal signal, Stage stage) {
    Signals.leaves(signal).forEach(leaf -> places.put((BaseType) leaf.spinal(), new Place(value, stage)));
  }

  /** An expression of a stage's signals. */
  void computed(String name, Signal signal, Stage stage) {
    belongs(name, signal, stage);
    values.add(new Computed(name, stage, signal, UserFrame.position()));
  }

  /** Looks at everything that was computed; {@code advance} comes from the end and is used everywhere. */
  void finish(Bool advance) {
    if (values.isEmpty()) {
      return;
    }
    places.put(advance.spinal(), null);
    Drivers drivers = new Drivers(owner.spinal());
    List<Diagnostic> mixed = new ArrayList<>();
    for (Computed value : values) {
      sources(value.signal(), drivers).map(places::get)
          .filter(place -> place != null && place.stage().index() != value.stage().index())
          .findFirst().ifPresent(place -> mixed.add(mixed(value, place)));
    }
    if (!mixed.isEmpty()) {
      throw new StructureException(mixed, null);
    }
  }

  /** What a signal is computed from in its own cycle. */
  private Stream<?> sources(Signal signal, Drivers drivers) {
    List<Expression> made = Signals.leaves(signal).stream()
        .flatMap(leaf -> drivers.values((BaseType) leaf.spinal()).stream()).toList();
    return Stream.concat(made.stream(), drivers.sources(made, Drivers.Ways.CONDITIONS,
        source -> source.isReg() || places.containsKey(source)).keySet().stream());
  }

  private Diagnostic mixed(Computed value, Place place) {
    String stage = value.stage().name();
    return new Diagnostic(value.position(), owner.path(), "value " + value.name(), "it is one of stage " + stage
        + " and computed from " + place.value() + " as it is in stage " + place.stage().name(),
        "use " + place.value() + ".at(\"" + stage + "\")");
  }
}
