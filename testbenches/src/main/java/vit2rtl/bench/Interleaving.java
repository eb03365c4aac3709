package vit2rtl.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamResult;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;
import vit2rtl.units.UnitConfig;

/**
 * Rows of several layers, one after the other, through one unit that holds the constants of all of them.
 *
 * @param layers the unit with each layer's constants, in the order of the layers' numbers
 */
public record Interleaving(List<UnitConfig> layers) {

  /** A row and the number of its layer. */
  public record Row(int layer, int[] elements) {}

  public Interleaving {
    layers = List.copyOf(layers);
  }

  /** The unit, whose beats bring their layer in a lane before the others. */
  public RtlDesign design() {
    RtlDesign design = new UnitBench(layers.get(0)).design();
    List<StreamPort> streams = design.streams().stream().map(stream -> {
      if (stream.direction() == Direction.OUT) {
        return stream;
      }
      List<String> payload = new ArrayList<>(List.of("in_layer"));
      payload.addAll(stream.payload());
      return new StreamPort(stream.name(), stream.direction(), stream.valid(), stream.ready(), stream.last(), payload);
    }).toList();
    return new RtlDesign(design.topName(), design.language(), design.text(), design.verificationText(),
        design.clocks(), design.ports(), streams);
  }

  /** Loads the constants of one layer, while rows of others may be inside. */
  public void load(Simulation simulation, int layer) {
    UnitBench.load(simulation, layers.get(layer).loading(layer));
  }

  /** The job that sends rows through the unit. */
  public StreamJob job(List<Row> rows, StallPattern source, StallPattern sink) {
    int length = layers.get(0).rows().length();
    int lanes = layers.get(0).rows().lanes();
    int beats = layers.get(0).rows().beats();
    int[] in = new int[rows.size() * beats * (lanes + 1)];
    for (int row = 0; row < rows.size(); row++) {
      for (int beat = 0; beat < beats; beat++) {
        int at = (row * beats + beat) * (lanes + 1);
        in[at] = rows.get(row).layer();
        System.arraycopy(rows.get(row).elements(), beat * lanes, in, at + 1, Math.min(lanes, length - beat * lanes));
      }
    }
    return new StreamJob(List.of(new StreamSource("in", in, beats * (lanes + 1), source)),
        List.of(new StreamSink("out", rows.size(), length, sink)));
  }

  /** Streams rows through a running model of {@link #design} and compares every element. */
  public Comparison compare(Simulation simulation, List<Row> rows, StallPattern source, StallPattern sink) {
    int length = layers.get(0).rows().length();
    int[] expected = new int[rows.size() * length];
    for (int row = 0; row < rows.size(); row++) {
      Row sent = rows.get(row);
      System.arraycopy(layers.get(sent.layer()).golden().apply(sent.elements()), 0, expected, row * length, length);
    }
    StreamResult run = simulation.stream(job(rows, source, sink));
    return Comparison.of(expected, run, length);
  }

  /** Rows of all layers in turn, made of every layer's own rows, over and over where one has fewer. */
  public static List<Row> inTurn(List<int[]> rowsOfLayers, int length) {
    List<Row> rows = new ArrayList<>();
    int each = rowsOfLayers.stream().mapToInt(all -> all.length / length).max().orElseThrow();
    for (int row = 0; row < each; row++) {
      for (int layer = 0; layer < rowsOfLayers.size(); layer++) {
        rows.add(new Row(layer, row(rowsOfLayers.get(layer), row, length)));
      }
    }
    return rows;
  }

  private static int[] row(int[] all, int number, int length) {
    int from = number % (all.length / length) * length;
    return Arrays.copyOfRange(all, from, from + length);
  }
}
