package vit2rtl.hdl.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.hdl.diagram.Drawing.Box;
import vit2rtl.hdl.diagram.Drawing.Net;
import vit2rtl.hdl.diagram.Drawing.Pin;
import vit2rtl.hdl.diagram.Drawing.Sink;
import vit2rtl.hdl.diagram.Drawing.Weight;
import vit2rtl.hdl.diagram.Drawing;
import vit2rtl.hdl.inspect.Draft.Feed;
import vit2rtl.hdl.inspect.Draft.Place;
import vit2rtl.hdl.internal.graph.Drivers;

/** Connects boxes: from every sending pin to the receiving pins whose values are made of it. */
final class BlockNets {
  private final List<Draft> drafts;
  private final Map<Object, Place> places;
  private final Map<Start, List<Sink>> nets = new LinkedHashMap<>();
  private final Map<Place, Integer> slots = new HashMap<>();

  /** A sending pin as far as it is drawn with one weight: a single bit taken out of a stream is drawn as a bit. */
  private record Start(Place place, Weight weight) {}

  BlockNets(List<Draft> drafts, Map<Object, Place> places) {
    this.drafts = drafts;
    this.places = places;
  }

  Drawing drawing(String title, String caption) {
    for (int box = 0; box < drafts.size(); box++) {
      Draft draft = drafts.get(box);
      for (int pin = 0; pin < draft.left().size(); pin++) {
        connect(new Place(box, pin), draft.left().get(pin), draft.feeds().get(draft.left().get(pin)));
      }
    }
    List<Net> list = new ArrayList<>();
    nets.forEach((from, sinks) -> list.add(new Net(from.place().box(), from.place().pin(), from.weight(), sinks)));
    List<Box> boxes = new ArrayList<>();
    for (int box = 0; box < drafts.size(); box++) {
      boxes.add(box(drafts.get(box), box));
    }
    return new Drawing(title, caption, boxes, list);
  }

  private Box box(Draft draft, int number) {
    List<Pin> left = new ArrayList<>();
    for (int pin = 0; pin < draft.left().size(); pin++) {
      left.add(draft.left().get(pin).pin(slots.getOrDefault(new Place(number, pin), 1)));
    }
    return new Box(draft.kind(), draft.title(), draft.subtitle(), draft.copies(), left,
        draft.right().stream().map(p -> p.pin(1)).toList(), draft.link());
  }

  private Weight weight(Place from) {
    return drafts.get(from.box()).right().get(from.pin()).weight();
  }

  /** Values first; a pin that gets none, such as a flag set under conditions, shows what its conditions are made of. */
  private void connect(Place to, PinGroup pin, Feed feed) {
    Map<Place, Boolean> sources = placed(feed.sources(Drivers.Ways.VALUES));
    if (sources.isEmpty() || pin.weight() == Weight.CONTROL) {
      sources = placed(feed.sources(Drivers.Ways.CONDITIONS));
    }
    sources.keySet().remove(ownOutput(to));
    if (pin.weight() != Weight.CONTROL && sources.keySet().stream().anyMatch(s -> weight(s) != Weight.CONTROL)) {
      sources.keySet().removeIf(s -> weight(s) == Weight.CONTROL
          && (pin.weight() == Weight.DATA || drafts.get(s.box()).kind() != Drawing.Kind.REGISTER));
    }
    sources.forEach((from, registered) -> {
      int slot = slots.merge(to, 1, Integer::sum) - 1;
      Weight weight = pin.weight() == Weight.CONTROL ? Weight.CONTROL : weight(from);
      nets.computeIfAbsent(new Start(from, weight), k -> new ArrayList<>())
          .add(new Sink(to.box(), to.pin(), slot, registered && weight != Weight.CONTROL));
    });
  }

  private Map<Place, Boolean> placed(Map<Object, Boolean> sources) {
    Map<Place, Boolean> placed = new LinkedHashMap<>();
    sources.forEach((source, registered) -> {
      Place place = places.get(source);
      if (place != null) {
        placed.merge(place, registered, Boolean::logicalAnd);
      }
    });
    return placed;
  }

  /** A register that keeps or counts its own value needs no wire for it. */
  private Place ownOutput(Place to) {
    return drafts.get(to.box()).kind() == Drawing.Kind.REGISTER ? new Place(to.box(), 0) : null;
  }
}
