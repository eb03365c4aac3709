package vit2rtl.hdl.internal;

import java.math.BigInteger;
import scala.math.BigInt;
import spinal.core.BitCount;
import spinal.core.Data;
import spinal.core.DataPrimitives;
import spinal.core.S$;
import spinal.core.U$;
import vit2rtl.hdl.error.UserFrame;

/**
 * SpinalHDL's operators by readable names, on operands already brought to the right width. What makes signals refuses
 * to where no elaboration runs, which SpinalHDL would meet as a null.
 */
public final class Raw {
  private Raw() {}

  public static spinal.core.Bool bool() {
    Elaboration.current();
    return spinal.core.package$.MODULE$.Bool();
  }

  public static spinal.core.Bits bits(int width) {
    Elaboration.current();
    return spinal.core.package$.MODULE$.Bits(new BitCount(width));
  }

  public static spinal.core.UInt uint(int width) {
    Elaboration.current();
    return spinal.core.package$.MODULE$.UInt(new BitCount(width));
  }

  public static spinal.core.SInt sint(int width) {
    Elaboration.current();
    return spinal.core.package$.MODULE$.SInt(new BitCount(width));
  }

  public static spinal.core.UInt uint(BigInteger value, int width) {
    Elaboration.current();
    return (spinal.core.UInt) U$.MODULE$.apply(new BigInt(value), new BitCount(width));
  }

  public static spinal.core.SInt sint(BigInteger value, int width) {
    Elaboration.current();
    return (spinal.core.SInt) S$.MODULE$.apply(new BigInt(value), new BitCount(width));
  }

  public static spinal.core.Bool bool(boolean value) {
    Elaboration.current();
    return spinal.core.package$.MODULE$.Bool(value, UserFrame.location());
  }

  public static spinal.core.UInt resize(spinal.core.UInt value, int width) {
    return value.getWidth() == width ? value : value.resize(width);
  }

  public static spinal.core.SInt resize(spinal.core.SInt value, int width) {
    return value.getWidth() == width ? value : value.resize(width);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  public static void assign(Data target, Data value) {
    ((DataPrimitives) target).$colon$eq(value, UserFrame.location());
  }
}
