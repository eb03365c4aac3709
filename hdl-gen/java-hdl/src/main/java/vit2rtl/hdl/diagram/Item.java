package vit2rtl.hdl.diagram;

import java.util.List;
import vit2rtl.hdl.diagram.Drawing.Box;
import vit2rtl.hdl.diagram.Drawing.Kind;
import vit2rtl.hdl.diagram.Drawing.Pin;

/**
 * Something that takes room in a column: a box, or the place where a net passes. Heights and places count in lines of
 * {@link #LINE} pixels; pins and passing nets stand on lines.
 */
final class Item {
  static final int LINE = 16;

  /** The box, or null where a net passes. */
  final Box box;
  /** The net that passes, or −1. */
  final int net;
  final int column;
  int y;
  int index;

  Item(Box box, int net, int column) {
    this.box = box;
    this.net = net;
    this.column = column;
  }

  boolean isFlag() {
    return box != null && (box.kind() == Kind.INPUT || box.kind() == Kind.OUTPUT);
  }

  /** Lines above the first pin. */
  private int header() {
    return isFlag() ? 0 : box.subtitle().isEmpty() ? 1 : 2;
  }

  int lines() {
    return box == null ? 1 : Math.max(1, header() + Math.max(slots(box.left()), slots(box.right())));
  }

  private static int slots(List<Pin> pins) {
    return pins.stream().mapToInt(Pin::slots).sum();
  }

  /** Pixels from this item's first line to that of the next one below, at least. */
  int gap(Item below) {
    int space = box == null ? below.box == null ? 0 : 1 : below.box == null || isFlag() && below.isFlag() ? 0 : 1;
    return (lines() + space) * LINE;
  }

  /** Where a net leaves or enters, relative to {@link #y}. */
  int offset(List<Pin> pins, int pin, int slot) {
    if (box == null) {
      return 0;
    }
    return (header() + slots(pins.subList(0, pin)) + slot) * LINE;
  }

  int rightY(int pin) {
    return y + offset(box == null ? List.of() : box.right(), pin, 0);
  }

  int leftY(int pin, int slot) {
    return y + offset(box == null ? List.of() : box.left(), pin, slot);
  }
}
