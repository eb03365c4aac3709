package vit2rtl.hdl.diagram;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.diagram.Channel.Route;

/** The lines of one net, through every channel and column it passes, and along its return lane. */
final class WirePath {
  private final Layout layout;
  private final int net;
  private final StringBuilder lines = new StringBuilder();
  private final List<At> dots = new ArrayList<>();
  private final List<Tip> tips = new ArrayList<>();
  private int laneY;
  private int laneLeft = Integer.MAX_VALUE;
  private int laneRight = Integer.MIN_VALUE;

  record At(int x, int y) {}

  /** Where a net enters a pin. */
  record Tip(int x, int y, boolean registered) {}

  WirePath(Layout layout, int net) {
    this.layout = layout;
    this.net = net;
    for (int c = 0; c < layout.channels.size(); c++) {
      for (Item item : layout.columns.columns.get(c)) {
        if (item.net == net) {
          line(layout.x[c], item.leftY(0, 0), layout.x[c] + layout.width[c]);
        }
      }
      for (Route route : layout.channels.get(c).routes()) {
        if (route.net == net) {
          route(c, route);
        }
      }
    }
    if (laneLeft < laneRight) {
      line(laneLeft, laneY, laneRight);
    }
  }

  private void route(int c, Route route) {
    int left = layout.x[c] + layout.width[c];
    int right = layout.x[c + 1];
    int turn = route.isStraight() ? right : layout.trackX(c, route.track);
    route.from.ifPresent(y -> line(start(c, y, left), y, turn));
    if (!route.isStraight()) {
      lines.append('M').append(turn).append(' ').append(route.top()).append('V').append(route.bottom());
    }
    route.exits.forEach((y, exit) -> {
      int end = exit.pin() ? pinX(c + 1, y, right) : right;
      line(turn, y, end);
      if (exit.pin()) {
        tips.add(new Tip(end, y, exit.registered()));
      }
      boolean within = y > route.top() && y < route.bottom();
      if (!route.isStraight() && within) {
        dots.add(new At(turn, y));
      }
    });
    boolean meets = route.from.filter(y -> y > route.top() && y < route.bottom()).isPresent();
    if (meets && !route.isStraight()) {
      dots.add(new At(turn, route.from.get()));
    }
    route.lane.ifPresent(y -> {
      laneY = y;
      laneLeft = Math.min(laneLeft, turn);
      laneRight = Math.max(laneRight, turn);
    });
  }

  /** Boxes narrower than their column stand in its middle: the wire goes on to their edge. */
  private int start(int c, int y, int edge) {
    return edge - inset(c, y);
  }

  private int pinX(int c, int y, int edge) {
    return edge + inset(c, y);
  }

  private int inset(int c, int y) {
    for (Item item : layout.columns.columns.get(c)) {
      if (item.box != null && !item.isFlag() && y >= item.y && y < item.y + item.lines() * Item.LINE) {
        return (layout.width[c] - Boxes.width(item)) / 2;
      }
    }
    return 0;
  }

  private void line(int from, int y, int to) {
    if (from != to) {
      lines.append('M').append(from).append(' ').append(y).append('H').append(to);
    }
  }

  String lines() {
    return lines.toString();
  }

  List<At> dots() {
    return dots;
  }

  List<Tip> tips() {
    return tips;
  }
}
