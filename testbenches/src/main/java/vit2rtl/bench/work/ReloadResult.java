package vit2rtl.bench.work;

import java.util.Optional;
import vit2rtl.bench.Reloading;
import vit2rtl.golden.fleet.ResultBytes;

/** What loading layers in turn gave, as bytes. */
final class ReloadResult {
  private ReloadResult() {}

  static byte[] bytes(Reloading reloading) {
    return ResultBytes.of(out -> {
      out.writeLong(reloading.elements());
      out.writeLong(reloading.mismatches());
      out.writeInt(reloading.loads());
      ResultBytes.text(out, reloading.first().orElse(""));
    });
  }

  static Reloading of(byte[] bytes) {
    return ResultBytes.read(bytes, in -> {
      long elements = in.readLong();
      long mismatches = in.readLong();
      int loads = in.readInt();
      String first = ResultBytes.text(in);
      return new Reloading(elements, mismatches, loads, first.isEmpty() ? Optional.empty() : Optional.of(first));
    });
  }
}
