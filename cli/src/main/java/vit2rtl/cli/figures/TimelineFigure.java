package vit2rtl.cli.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vit2rtl.accelerator.cycles.BusyInterval;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.plan.LayerWork;
import vit2rtl.accelerator.plan.NetworkPlan;
import vit2rtl.accelerator.schedule.Program;

/**
 * When every part of an accelerator was at work: a track per part, as high in every column of pixels as the share of
 * its cycles in which the part had a job; the engine's in the colour of its layer.
 */
public final class TimelineFigure {
  private static final int IMAGES = 3;
  private static final int LEFT = 100;
  private static final int PLOT = 900;
  private static final int ROW = 30;
  private static final int BAR = 22;
  private static final int TOP = 34;
  private static final Map<String, String> LAYERS = Map.of("patch_embed", "#8a8f98", "attn.qkv", Canvas.BLUE,
      "attn.scores", "#7b4bb3", "attn.proj", "#2a8f8f", "mlp.fc1", Canvas.ORANGE, "mlp.fc2", "#b5892a",
      "head", "#3d8b3d");

  private final Program program;
  private final List<BusyInterval> intervals;
  private final long from;
  private final long to;

  private TimelineFigure(Program program, List<BusyInterval> intervals, long from, long to) {
    this.program = program;
    this.intervals = intervals;
    this.from = from;
    this.to = to;
  }

  /** The second of three images back to back: from the engine's end of the one before to its own. */
  public static String ofImage(Program program, NetworkPlan plan) {
    return of(program, plan.layers().stream());
  }

  /** The same as far as its first block. */
  public static String ofFirstBlock(Program program, NetworkPlan plan) {
    return of(program, plan.layers().stream().filter(l -> l.name().matches("patch_embed|blocks\\.0\\..*")));
  }

  private static String of(Program program, Stream<LayerWork> layers) {
    List<BusyInterval> intervals = NetworkPlan.intervals(program, IMAGES);
    long from = intervals.stream().filter(i -> i.unit() == Unit.ENGINE && i.image() == 0)
        .mapToLong(BusyInterval::to).max().orElseThrow();
    return new TimelineFigure(program, intervals, from, from + layers.mapToLong(LayerWork::cycles).sum()).draw();
  }

  private String draw() {
    int bottom = TOP + ROW * Unit.values().length;
    Canvas canvas = Canvas.sheet(LEFT + PLOT + 20, bottom + 74);
    Axis axis = new Axis(0, to - from, LEFT, LEFT + PLOT);
    for (double tick : axis.ticks(10)) {
      canvas.line(axis.at(tick), TOP, axis.at(tick), bottom, Canvas.RULE);
      canvas.label(axis.at(tick), bottom + 16, Canvas.Anchor.MIDDLE, Canvas.FAINT,
          String.format(Locale.ROOT, "%,.0f", tick));
    }
    canvas.label(LEFT, TOP - 14, Canvas.Anchor.START, Canvas.FAINT, String.format(Locale.ROOT,
        "%,d cycles; height: share of the cycles in which the part has a job", to - from));
    for (Unit unit : Unit.values()) {
      track(canvas, unit, TOP + ROW * unit.ordinal());
    }
    canvas.label(LEFT + PLOT / 2.0, bottom + 34, Canvas.Anchor.MIDDLE, Canvas.FAINT, "cycle");
    legend(canvas, bottom + 60);
    return canvas.end();
  }

  private void track(Canvas canvas, Unit unit, int top) {
    canvas.label(LEFT - 10, top + BAR - 4, Canvas.Anchor.END, Canvas.INK, unit.name().toLowerCase(Locale.ROOT));
    canvas.line(LEFT, top + BAR + 2, LEFT + PLOT, top + BAR + 2, Canvas.RULE);
    List<Column> columns = columns(intervals.stream().filter(i -> i.unit() == unit).toList());
    int start = 0;
    for (int x = 1; x <= PLOT; x++) {
      if (x == PLOT || !columns.get(x).equals(columns.get(start))) {
        Column column = columns.get(start);
        if (column.height() > 0) {
          canvas.rectangle(LEFT + start, top + 2 + BAR - column.height(), x - start, column.height(), column.colour());
        }
        start = x;
      }
    }
  }

  /** A column of pixels: how high, and in which colour. */
  private record Column(int height, String colour) {}

  private List<Column> columns(List<BusyInterval> track) {
    double[] share = new double[PLOT];
    String[] colour = new String[PLOT];
    double[] most = new double[PLOT];
    double width = (to - from) / (double) PLOT;
    for (int i = 0; i < track.size(); i++) {
      BusyInterval interval = track.get(i);
      // Jobs of one part overlap by the cycles of its pipeline.
      long end = i + 1 < track.size() ? Math.min(interval.to(), track.get(i + 1).from()) : interval.to();
      double a = Math.max(0, (interval.from() - from) / width);
      double b = Math.min(PLOT, (end - from) / width);
      for (int x = (int) a; x < b; x++) {
        double part = Math.min(b, x + 1) - Math.max(a, x);
        share[x] += part;
        if (part > most[x]) {
          most[x] = part;
          colour[x] = colour(interval);
        }
      }
    }
    return IntStream.range(0, PLOT).mapToObj(x -> new Column((int) Math.round(Math.min(1, share[x]) * BAR), colour[x]))
        .toList();
  }

  private String colour(BusyInterval interval) {
    return interval.unit() == Unit.ENGINE ? LAYERS.get(kind(program.jobs().get(interval.job()).place())) : "#7d9cc0";
  }

  /** A layer's name without its block. */
  private static String kind(String place) {
    return place.replaceFirst("blocks\\.\\d+\\.", "");
  }

  private void legend(Canvas canvas, int y) {
    Stream<String> layers = intervals.stream().filter(i -> i.unit() == Unit.ENGINE && i.to() > from && i.from() < to)
        .map(i -> kind(program.jobs().get(i.job()).place())).distinct();
    List<String> shown = layers.collect(Collectors.toCollection(ArrayList::new));
    canvas.label(LEFT, y, Canvas.Anchor.START, Canvas.FAINT, "engine:");
    for (int i = 0; i < shown.size(); i++) {
      int x = LEFT + 70 + i * 115;
      canvas.rectangle(x, y - 10, 12, 12, LAYERS.get(shown.get(i)));
      canvas.label(x + 18, y, Canvas.Anchor.START, Canvas.INK, shown.get(i));
    }
  }
}
