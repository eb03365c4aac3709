package vit2rtl.hdl.type;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Sketch;

/** How operators are written in the emitted text. */
class OperatorTextTest {

  private static String text(Consumer<Sketch> body) {
    return Hdl.elaborate(() -> new Sketch(t -> {
      t.y.set(t.a);
      body.accept(t);
    })).text();
  }

  private static void isWritten(String wanted, Consumer<Sketch> body) {
    String text = text(body);
    assertTrue(text.contains(wanted), wanted + " is not in\n" + text);
    assertFalse(text.contains("_zz_"), text);
  }

  @Test
  void notEqual() {
    isWritten("assign w = a != 4'd3;", t -> t.local("w", Bool.bool()).set(t.a.ne(3)));
  }

  @Test
  void notEqualBits() {
    isWritten("assign w = bits != 4'b0101;", t -> {
      Bits bits = t.local("bits", Bits.bits(4));
      bits.set(t.a.asBits());
      t.local("w", Bool.bool()).set(bits.ne(Bits.lit(5, 4)));
    });
  }

  @Test
  void slices() {
    isWritten("assign w = a[2:1];", t -> t.local("w", UInt.bits(2)).set(t.a.slice(2, 1)));
  }

  @Test
  void noProductBeginsWithZeroMinus() {
    for (int constant : new int[] {3, 7, 11, 13, 15, 119}) {
      String text = text(t -> t.local("w", SInt.bits(16)).set(t.a.asSInt().mul(constant)));
      assertFalse(text.matches("(?s).*\\b\\d+'[sb]*[dh0]*0+ - .*"), constant + ":\n" + text);
    }
  }
}
