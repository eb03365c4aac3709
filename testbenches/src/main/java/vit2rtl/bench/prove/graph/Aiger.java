package vit2rtl.bench.prove.graph;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/** Literals of a binary AIGER file. */
final class Aiger {
  private Aiger() {}

  /** A literal by the numbers that nodes have in the file. */
  static int at(Map<Integer, Integer> map, int literal) {
    return map.get(literal >> 1) ^ literal & 1;
  }

  /** Writes a difference, seven bits a byte, the lowest first. */
  static void delta(ByteArrayOutputStream file, int value) {
    int rest = value;
    while (rest >= 0x80) {
      file.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    file.write(rest);
  }
}
