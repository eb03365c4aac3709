package vit2rtl.hdl.diagram;

import java.util.List;
import vit2rtl.hdl.diagram.Drawing.Box;
import vit2rtl.hdl.diagram.Drawing.Kind;
import vit2rtl.hdl.diagram.Drawing.Pin;
import vit2rtl.hdl.diagram.Drawing.Weight;

/** Boxes as SVG. Letters are all of one width, so that room for a text is known without a font. */
final class Boxes {
  private static final double LETTER = 6.7;
  private static final double TITLE_LETTER = 7.4;
  private static final int HALF = Item.LINE / 2;
  private static final int STACK = 4;

  private Boxes() {}

  static int width(Item item) {
    if (item.box == null) {
      return 0;
    }
    if (item.isFlag()) {
      return (int) Math.ceil(label(flagPin(item.box)).length() * LETTER) + 26;
    }
    int left = longest(item.box.left());
    int right = longest(item.box.right());
    double pins = (left + right) * LETTER + (left > 0 && right > 0 ? 20 : 6);
    double titles = Math.max(title(item.box).length() * TITLE_LETTER, item.box.subtitle().length() * LETTER);
    return (int) Math.ceil(Math.max(pins, titles)) + 16;
  }

  private static int longest(List<Pin> pins) {
    return pins.stream().mapToInt(p -> label(p).length()).max().orElse(0);
  }

  private static Pin flagPin(Box box) {
    return box.kind() == Kind.INPUT ? box.right().get(0) : box.left().get(0);
  }

  private static String label(Pin pin) {
    return pin.bits().isEmpty() || pin.name().isEmpty() ? pin.name() + pin.bits() : pin.name() + " " + pin.bits();
  }

  private static String title(Box box) {
    return box.copies() > 1 ? box.title() + " ×" + box.copies() : box.title();
  }

  static void draw(Pen pen, Item item, int x, int width) {
    if (item.box == null) {
      return;
    }
    if (item.isFlag()) {
      flag(pen, item, x, width);
      return;
    }
    Box box = item.box;
    int top = item.y - HALF - 4;
    int height = item.lines() * Item.LINE + 4;
    if (!box.link().isEmpty()) {
      pen.openLink(box.link());
    }
    if (box.copies() > 1) {
      pen.rectangle(x + STACK, top + STACK, width, height, kind(box) + " behind");
    }
    pen.rectangle(x, top, width, height, kind(box));
    pen.text(x + width / 2.0, item.y + 3, "title", title(box));
    if (!box.subtitle().isEmpty()) {
      pen.text(x + width / 2.0, item.y + Item.LINE + 2, "sub", box.subtitle());
    }
    if (!box.link().isEmpty()) {
      pen.closeLink();
    }
    for (int p = 0; p < box.left().size(); p++) {
      pin(pen, box.left().get(p), x + 7, item.leftY(p, 0), "left");
    }
    for (int p = 0; p < box.right().size(); p++) {
      pin(pen, box.right().get(p), x + width - 7, item.rightY(p), "right");
    }
  }

  private static void pin(Pen pen, Pin pin, int x, int y, String side) {
    pen.text(x, y + 4, side + (pin.weight() == Weight.STREAM ? " strong" : ""), pin.name(), pin.bits());
  }

  /** A port of the module, on its frame. */
  private static void flag(Pen pen, Item item, int columnX, int columnWidth) {
    Pin pin = flagPin(item.box);
    int width = width(item);
    boolean in = item.box.kind() == Kind.INPUT;
    int x = in ? columnX + columnWidth - width : columnX;
    int top = item.y - HALF + 1;
    int foot = item.y + item.lines() * Item.LINE - HALF - 1;
    int middle = (top + foot) / 2;
    pen.polygon("flag" + (pin.weight() == Weight.STREAM ? " stream" : ""), x, top, x + width - 8, top, x + width,
        middle, x + width - 8, foot, x, foot);
    pen.text(x + 8, middle + 4, "left" + (pin.weight() == Weight.STREAM ? " strong" : ""), pin.name(), pin.bits());
  }

  private static String kind(Box box) {
    return box.kind().toString().toLowerCase(java.util.Locale.ROOT);
  }
}
