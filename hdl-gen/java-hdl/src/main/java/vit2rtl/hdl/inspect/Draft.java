package vit2rtl.hdl.inspect;

import java.util.List;
import java.util.Map;
import vit2rtl.hdl.diagram.Drawing.Kind;
import vit2rtl.hdl.internal.graph.Drivers;

/**
 * A box of a block diagram whose connections are not known yet.
 *
 * @param feeds what drives each of the receiving pins
 */
record Draft(Kind kind, String title, String subtitle, int copies, List<PinGroup> left, List<PinGroup> right,
    String link, Map<PinGroup, Feed> feeds) {

  /** Finds what drives a pin: the sources, each with whether a register lies on every way from it. */
  @FunctionalInterface
  interface Feed {
    Map<Object, Boolean> sources(Drivers.Ways ways);
  }

  /** A sending pin: box and pin by their numbers. */
  record Place(int box, int pin) {}
}
