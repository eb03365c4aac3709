package vit2rtl.hdl;

import java.math.BigInteger;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Range;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Signal;

/** Describes a scalar port for the world outside. */
final class Ports {
  private Ports() {}

  static Port describe(String name, Direction direction, Signal leaf) {
    if (leaf instanceof Int number) {
      return new Port(name, direction, number.width(), number instanceof SInt, number.min(), number.max());
    }
    int width = leaf.width();
    return new Port(name, direction, width, false, BigInteger.ZERO, Range.unsigned(width).max());
  }
}
