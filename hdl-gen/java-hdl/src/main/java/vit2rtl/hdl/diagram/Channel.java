package vit2rtl.hdl.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The space between two columns. Every net that changes its height there gets an upright track; nets share a track
 * where they do not meet. A net that enters at a height where another leaves must turn first, which orders the tracks.
 */
final class Channel {
  private final List<Route> routes = new ArrayList<>();
  private int tracks;

  /** One net in the channel. */
  static final class Route {
    final int net;
    /** Height at which it enters from the left; empty where it comes from its return lane. */
    final Optional<Integer> from;
    /** Heights at which it leaves to the right. */
    final Map<Integer, Exit> exits = new LinkedHashMap<>();
    /** Height of its return lane, if it has one here. */
    Optional<Integer> lane = Optional.empty();
    int track = -1;

    Route(int net, Optional<Integer> from) {
      this.net = net;
      this.from = from;
    }

    int top() {
      return ends().stream().mapToInt(y -> y).min().orElse(0);
    }

    int bottom() {
      return ends().stream().mapToInt(y -> y).max().orElse(0);
    }

    List<Integer> ends() {
      List<Integer> ends = new ArrayList<>(exits.keySet());
      from.ifPresent(ends::add);
      lane.ifPresent(ends::add);
      return ends;
    }

    boolean isStraight() {
      return top() == bottom();
    }
  }

  /** Where a net leaves: at a pin, or to pass the next column; and whether registers lie before that pin. */
  record Exit(boolean pin, boolean registered) {}

  Route route(int net, Optional<Integer> from) {
    Route route = new Route(net, from);
    routes.add(route);
    return route;
  }

  List<Route> routes() {
    return routes;
  }

  int tracks() {
    return tracks;
  }

  /** Gives every route its track; false where nets would have to turn before each other. */
  boolean assign() {
    List<Route> open = new ArrayList<>(routes.stream().filter(r -> !r.isStraight()).sorted(
        Comparator.comparingInt(Channel::turn).thenComparingInt(r -> r.net)).toList());
    List<Route> done = new ArrayList<>();
    while (!open.isEmpty()) {
      Optional<Route> free =
          open.stream().filter(r -> open.stream().noneMatch(o -> o != r && before(o, r))).findFirst();
      if (free.isEmpty()) {
        return false;
      }
      Route route = free.get();
      int track = done.stream().filter(d -> before(d, route)).mapToInt(d -> d.track + 1).max().orElse(0);
      while (isTaken(track, route, done)) {
        track++;
      }
      route.track = track;
      tracks = Math.max(tracks, track + 1);
      open.remove(route);
      done.add(route);
    }
    return true;
  }

  /** Nets that go down turn in the order lowest first, nets that go up highest first: so they cross least. */
  private static int turn(Route route) {
    int from = route.from.orElse(route.bottom());
    return route.bottom() > from ? -from : from - 1_000_000;
  }

  private static boolean isTaken(int track, Route route, List<Route> done) {
    return done.stream().anyMatch(d -> d.track == track
        && d.top() <= route.bottom() + Item.LINE / 2 && route.top() <= d.bottom() + Item.LINE / 2);
  }

  /** Whether one must turn left of the other. */
  private static boolean before(Route first, Route second) {
    return first.from.isPresent() && first.net != second.net && second.exits.containsKey(first.from.get());
  }
}
