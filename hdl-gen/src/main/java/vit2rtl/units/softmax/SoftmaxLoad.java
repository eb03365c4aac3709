package vit2rtl.units.softmax;

import java.util.List;
import java.util.stream.IntStream;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.UInt;

/**
 * The load port of a softmax unit whose table is loaded at run time, while no row is inside: both words of one distance
 * are written in a cycle with {@code load_valid}.
 *
 * @param valid    write now
 * @param distance distance to the row's maximum, 0…2^scoreBits − 1 (port {@code load_address})
 * @param exp      e of this distance, 1…{@link ExpFormat#max}
 * @param code     the same e as position of its leading one, above its mantissa with the leading one on top
 *                 ({@link ExpFormat#codeWords})
 */
public record SoftmaxLoad(Bool valid, UInt distance, UInt exp, UInt code) {

  /**
   * Both words of one distance.
   *
   * @param distance distance to the row's maximum
   * @param exp      e
   * @param code     position and mantissa of e
   */
  public record Word(int distance, long exp, long code) {}

  /** Everything that makes a unit compute the layer of its configuration. */
  public static List<Word> words(SoftmaxConfig config) {
    long[] exp = config.format().expWords(config.params().exp());
    long[] code = config.format().codeWords(config.params().exp());
    return IntStream.range(0, exp.length).mapToObj(d -> new Word(d, exp[d], code[d])).toList();
  }
}
