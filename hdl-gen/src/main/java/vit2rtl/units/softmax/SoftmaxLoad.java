package vit2rtl.units.softmax;

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
public record SoftmaxLoad(Bool valid, UInt distance, UInt exp, UInt code) {}
