package vit2rtl.hdl.diagram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A drawing with coordinates: columns and channels from left to right, return lanes below. */
final class Layout {
  static final int TRACK = 9;
  static final int TURN = 12;
  private static final int PIN = 30;
  private static final int LANE = 10;

  final Columns columns;
  final List<Channel> channels = new ArrayList<>();
  /** Left edge of each column. */
  final int[] x;
  final int[] width;
  int right;
  int bottom;

  Layout(Drawing drawing, int leastInside) {
    columns = new Columns(drawing);
    Heights.set(columns);
    int count = columns.columns.size();
    Map<Integer, Integer> lanes = lanes();
    for (int c = 0; c + 1 < count; c++) {
      Channel channel = channel(c, lanes);
      if (!channel.assign()) {
        columns.columns.get(c + 1).forEach(i -> i.y += Item.LINE / 2);
        channel = channel(c, lanes);
        channel.assign();
      }
      channels.add(channel);
    }
    x = new int[count];
    width = new int[count];
    for (int c = 0; c < count; c++) {
      width[c] = columns.columns.get(c).stream().mapToInt(Boxes::width).max().orElse(0);
      x[c] = right;
      right += width[c] + (c + 1 < count ? channelWidth(c) : 0);
      if (c + 2 == count) {
        right = Math.max(right, x[0] + width[0] + leastInside);
      }
    }
  }

  private int channelWidth(int c) {
    return TURN + PIN + Math.max(0, channels.get(c).tracks() - 1) * TRACK;
  }

  int trackX(int c, int track) {
    return x[c] + width[c] + TURN + track * TRACK;
  }

  /** Height of every net's return lane, and the lower end of everything. */
  private Map<Integer, Integer> lanes() {
    bottom = columns.columns.stream().flatMap(List::stream).mapToInt(i -> i.y + i.lines() * Item.LINE).max().orElse(0);
    Map<Integer, Integer> lanes = new LinkedHashMap<>();
    for (Columns.Back back : columns.backs) {
      if (!lanes.containsKey(back.net())) {
        bottom += LANE;
        lanes.put(back.net(), bottom);
      }
    }
    return lanes;
  }

  private Channel channel(int c, Map<Integer, Integer> lanes) {
    Channel channel = new Channel();
    Map<Integer, Channel.Route> routes = new LinkedHashMap<>();
    for (Wire wire : columns.wires.get(c)) {
      Channel.Route route = routes.computeIfAbsent(wire.net(), n -> channel.route(n, Optional.of(wire.fromY())));
      route.exits.put(wire.toY(), new Channel.Exit(wire.to().box != null, wire.registered()));
    }
    Map<Integer, Channel.Route> returning = new LinkedHashMap<>();
    for (Columns.Back back : columns.backs) {
      Optional<Integer> lane = Optional.of(lanes.get(back.net()));
      if (back.from().column == c) {
        routes.computeIfAbsent(back.net(), n -> channel.route(n, Optional.of(back.from().rightY(back.fromPin()))))
            .lane = lane;
      }
      if (back.to().column - 1 == c) {
        Channel.Route route = returning.computeIfAbsent(back.net(), n -> channel.route(n, Optional.empty()));
        route.lane = lane;
        route.exits.put(back.to().leftY(back.sink().pin(), back.sink().slot()),
            new Channel.Exit(true, back.sink().registered()));
      }
    }
    return channel;
  }
}
