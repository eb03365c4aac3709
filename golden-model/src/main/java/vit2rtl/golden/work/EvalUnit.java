package vit2rtl.golden.work;

import vit2rtl.golden.data.Images;
import vit2rtl.golden.fleet.ResultBytes;

/**
 * What one image gave.
 *
 * @param skipped why it could not be read; empty where it could
 * @param name    the image's
 * @param label   its class, or {@link Images#UNKNOWN}
 * @param best    of each classifier the likeliest classes, best first
 * @param digest  32 bytes of the integer tensors, or none
 */
record EvalUnit(String skipped, String name, int label, int[][] best, byte[] digest) {

  static EvalUnit skipped(String why) {
    return new EvalUnit(why, "", Images.UNKNOWN, new int[0][], new byte[0]);
  }

  byte[] bytes() {
    return ResultBytes.of(out -> {
      ResultBytes.text(out, skipped);
      ResultBytes.text(out, name);
      out.writeInt(label);
      out.writeInt(best.length);
      for (int[] classes : best) {
        out.writeInt(classes.length);
        for (int c : classes) {
          out.writeInt(c);
        }
      }
      ResultBytes.part(out, digest);
    });
  }

  static EvalUnit of(byte[] bytes) {
    return ResultBytes.read(bytes, in -> {
      String skipped = ResultBytes.text(in);
      String name = ResultBytes.text(in);
      int label = in.readInt();
      int[][] best = new int[in.readInt()][];
      for (int i = 0; i < best.length; i++) {
        best[i] = new int[in.readInt()];
        for (int k = 0; k < best[i].length; k++) {
          best[i][k] = in.readInt();
        }
      }
      return new EvalUnit(skipped, name, label, best, ResultBytes.part(in));
    });
  }
}
