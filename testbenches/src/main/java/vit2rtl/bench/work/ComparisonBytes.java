package vit2rtl.bench.work;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import vit2rtl.bench.Comparison;
import vit2rtl.bench.Mismatch;

/** Comparisons as bytes. */
final class ComparisonBytes {
  private ComparisonBytes() {}

  static void write(DataOutputStream out, Comparison c) throws IOException {
    out.writeLong(c.elements());
    out.writeLong(c.mismatches());
    out.writeBoolean(c.first().isPresent());
    if (c.first().isPresent()) {
      Mismatch m = c.first().get();
      out.writeInt(m.index());
      out.writeInt(m.row());
      out.writeInt(m.column());
      out.writeInt(m.expected());
      out.writeInt(m.actual());
      out.writeLong(m.cycle());
    }
    out.writeLong(c.cycles());
    out.writeLong(c.latency());
    out.writeLong(c.outCycles());
  }

  static Comparison read(DataInputStream in) throws IOException {
    return new Comparison(in.readLong(), in.readLong(), in.readBoolean() ? Optional.of(mismatch(in)) : Optional.empty(),
        in.readLong(), in.readLong(), in.readLong());
  }

  private static Mismatch mismatch(DataInputStream in) throws IOException {
    return new Mismatch(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readLong());
  }
}
