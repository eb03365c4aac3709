package vit2rtl.hdl.rtl;

import java.math.BigInteger;

/**
 * One port of a module, as its emitted text declares it.
 *
 * @param name      name in the emitted text
 * @param direction seen from inside the module
 * @param width     bits, at least 1
 * @param signed    whether the bits are two's complement (emitted as a plain vector: readers must extend the sign)
 * @param min       least value the port carries
 * @param max       greatest value the port carries
 */
public record Port(String name, Direction direction, int width, boolean signed, BigInteger min, BigInteger max) {}
