package vit2rtl.hdl.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

class InspectionTest {

  static final class Leaf extends Component {
    final UInt a = in(UInt.bits(5));
    final UInt b = in(UInt.bits(3));
    final UInt y = out(UInt.range(0, 31 * 7));

    @Override
    protected void build() {
      y.set(a.mul(b));
    }
  }

  static final class Middle extends Component {
    final SInt a = in(SInt.range(-4, 3));
    final SInt y = out(SInt.range(-5, 3));

    @Override
    protected void build() {
      Leaf leaf = instance("leaf", Leaf::new);
      leaf.a.set(UInt.lit(3));
      leaf.b.set(a.abs().saturate(0, 7));
      Mem<UInt> memory = mem("log", UInt.bits(8), 16);
      memory.write(leaf.y.truncate(4), leaf.y, Bool.lit(true));
      y.set(a.sub(memory.readAsync(leaf.y.truncate(4)).bit(0).asUInt()));
    }
  }

  static final class Whole extends Component {
    final SInt a = in(SInt.range(-4, 3));
    final SInt y = out(SInt.range(-9, 5));

    @Override
    protected void build() {
      Middle first = instance("first", Middle::new);
      Middle second = instance("second", Middle::new);
      first.a.set(a);
      second.a.set(a);
      y.set(first.y.add(second.y).saturate(-9, 5));
    }
  }

  @Test
  void everythingOnOnePage() {
    assertEquals("""
        hierarchy
          Whole
            first (Middle)
              leaf (Leaf)
            second (Middle)
              leaf (Leaf)
        ports
          in   a    3 bits  signed    -4 to 3
          out  y    5 bits  signed    -9 to 5
        operators
          1 x add 5 bits
          2 x memory 16 x 8 bits
          2 x multiply 5 x 3 bits
          4 x subtract 4 bits
        """, Inspection.of(Hdl.design(Whole::new)).toString());
  }
}
