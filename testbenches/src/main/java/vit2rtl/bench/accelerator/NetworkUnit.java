package vit2rtl.bench.accelerator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.fleet.ResultBytes;
import vit2rtl.golden.fleet.WorkResults;
import vit2rtl.golden.io.AtomicFile;

/**
 * What a unit of {@link NetworkWork} gave.
 *
 * @param totals without waves, tallies, logits and seconds
 * @param replay bytes of the file that repeats a run that failed, or none
 */
public record NetworkUnit(NetworkTotals totals, byte[] replay) {

  /** {@code from}: number of the unit's first image among all. */
  static NetworkUnit of(NetworkTotals run, int from, byte[] replay) {
    return new NetworkUnit(new NetworkTotals(run.images(), run.tensors(), run.elements(), run.mismatches(), run.cycles(),
        run.predicted(), run.simulated(), 0, run.first().map(d -> d.ofImage(from + d.image())), Optional.empty(),
        Optional.empty(), run.standstill(), Map.of(), List.of()), replay);
  }

  /** All units up to the first that failed, whatever was done first, as one process would have found it. */
  public static NetworkTotals merged(WorkResults results, Path replays) {
    NetworkUnit all = of(results.units().get(0));
    for (int i = 1; i < results.units().size() && !all.totals.failed(); i++) {
      all = all.plus(of(results.units().get(i)));
    }
    NetworkTotals t = all.totals;
    return new NetworkTotals(t.images(), t.tensors(), t.elements(), t.mismatches(), t.cycles(), t.predicted(),
        t.simulated(), results.seconds(), t.first(), Optional.empty(), write(all.replay, replays), t.standstill(), Map.of(),
        List.of());
  }

  private static Optional<Path> write(byte[] replay, Path folder) {
    if (replay.length == 0) {
      return Optional.empty();
    }
    Path file = folder.resolve("network.vitreplay");
    AtomicFile.write(file, part -> Files.write(part, replay));
    return Optional.of(file);
  }

  private NetworkUnit plus(NetworkUnit next) {
    NetworkTotals a = totals;
    NetworkTotals b = next.totals;
    return new NetworkUnit(new NetworkTotals(a.images() + b.images(), b.tensors(), a.elements() + b.elements(),
        a.mismatches() + b.mismatches(), a.cycles() + b.cycles(), a.predicted() + b.predicted(),
        a.simulated() + b.simulated(), 0, b.first(), Optional.empty(), Optional.empty(), b.standstill(), Map.of(),
        List.of()), next.replay);
  }

  byte[] bytes() {
    return ResultBytes.of(out -> {
      out.writeInt(totals.images());
      out.writeInt(totals.tensors());
      for (long number : new long[] {totals.elements(), totals.mismatches(), totals.cycles(), totals.predicted(),
          totals.simulated()}) {
        out.writeLong(number);
      }
      out.writeBoolean(totals.first().isPresent());
      if (totals.first().isPresent()) {
        write(out, totals.first().get());
      }
      out.writeBoolean(totals.standstill().isPresent());
      if (totals.standstill().isPresent()) {
        write(out, totals.standstill().get());
      }
      ResultBytes.part(out, replay);
    });
  }

  static NetworkUnit of(byte[] bytes) {
    return ResultBytes.read(bytes, in -> {
      NetworkTotals totals = new NetworkTotals(in.readInt(), in.readInt(), in.readLong(), in.readLong(), in.readLong(),
          in.readLong(), in.readLong(), 0, in.readBoolean() ? Optional.of(difference(in)) : Optional.empty(),
          Optional.empty(), Optional.empty(), in.readBoolean() ? Optional.of(standstill(in)) : Optional.empty(), Map.of(),
          List.of());
      return new NetworkUnit(totals, ResultBytes.part(in));
    });
  }

  private static void write(DataOutputStream out, Difference d) throws IOException {
    out.writeInt(d.image());
    out.writeInt(d.order());
    ResultBytes.text(out, d.tensor());
    out.writeInt(d.row());
    out.writeInt(d.column());
    out.writeInt(d.expected());
    out.writeInt(d.actual());
    out.writeLong(d.cycle());
    ResultBytes.text(out, d.job());
  }

  private static Difference difference(DataInputStream in) throws IOException {
    return new Difference(in.readInt(), in.readInt(), ResultBytes.text(in), in.readInt(), in.readInt(), in.readInt(),
        in.readInt(), in.readLong(), ResultBytes.text(in));
  }

  private static void write(DataOutputStream out, Standstill stands) throws IOException {
    ResultBytes.text(out, stands.message());
    out.writeInt(stands.status().size());
    for (String line : stands.status()) {
      ResultBytes.text(out, line);
    }
  }

  private static Standstill standstill(DataInputStream in) throws IOException {
    String message = ResultBytes.text(in);
    List<String> status = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      status.add(ResultBytes.text(in));
    }
    return new Standstill(message, status);
  }
}
