package vit2rtl.hdl.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Sketch;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.error.HierarchyException;
import vit2rtl.hdl.error.LatchException;
import vit2rtl.hdl.error.MissingDriverException;
import vit2rtl.hdl.error.StructureException;

/** What may be set: ports in their direction, wires, registers and bits of them; no expression and no constant. */
class AssignmentTest {
  enum Colour { RED, GREEN }

  static final class Pair extends Record {
    final UInt x = field(UInt.bits(4));
    final Bool flag = field(Bool.bool());
  }

  /** With an input of every kind. */
  static final class Kinds extends Sketch {
    final SInt s = in(SInt.bits(4));
    final Bits b = in(Bits.bits(4));
    final EnumSignal<Colour> e = in(EnumSignal.type(Colour.class));
    final Pair p = in(Record.type(Pair::new));
    final Vec<UInt> v = in(Vec.type(2, UInt.bits(4)));
    final Stream<UInt> in = in("in", Stream.of(UInt.bits(4), 1));
    final Stream<UInt> out = out("out", Stream.of(UInt.bits(4), 1));

    Kinds(Consumer<Kinds> body) {
      super(t -> {
        Kinds kinds = (Kinds) t;
        kinds.y.set(kinds.a);
        kinds.in.into(kinds.out);
        body.accept(kinds);
      });
    }
  }

  private static String refused(Class<? extends HdlException> type, Consumer<Kinds> body) {
    return assertThrows(type, () -> Hdl.elaborate(() -> new Kinds(body))).getMessage()
        .replaceAll("(AssignmentTest|Sketch)\\.java:\\d+", "HERE");
  }

  private static void refusedSet(String operation, Consumer<Kinds> body) {
    assertEquals("HERE: in Kinds: " + operation + ": an expression or a constant, which has its value already; allowed:"
        + " ports, wires and registers; declare a wire, set that, and use it in place of the expression",
        refused(StructureException.class, body));
  }

  @Test
  void constantsAreNotSet() {
    refusedSet("set", t -> UInt.lit(3).set(t.a));
    refusedSet("set", t -> SInt.lit(-3).set(t.s));
    refusedSet("set", t -> Bool.lit(true).set(t.go));
    refusedSet("set", t -> Bits.lit(3, 4).set(t.b));
    refusedSet("set", t -> EnumSignal.type(Colour.class).lit(Colour.RED).set(Colour.GREEN));
    refusedSet("setBits", t -> UInt.lit(15).setBits(t.b));
  }

  @Test
  void expressionsOfEveryKindAreNotSet() {
    refusedSet("set", t -> t.a.add(t.a).set(t.a));
    refusedSet("set", t -> t.s.neg().set(t.s));
    refusedSet("set", t -> t.go.not().set(t.go));
    refusedSet("set", t -> t.b.not().set(t.b));
    refusedSet("set", t -> t.go.mux(t.e, t.e).set(Colour.RED));
    refusedSet("set", t -> t.go.mux(t.e, t.e).set(t.e));
    refusedSet("set", t -> t.contents("m", 1, 2).readAsync(t.go.asUInt()).set(t.a));
    refusedSet("set", t -> t.in.fire().set(t.go));
    refusedSet("setBits", t -> t.go.mux(t.e, t.e).setBits(t.b.slice(0, 0)));
    refusedSet("setBits", t -> t.s.neg().setBits(t.s.neg().asBits()));
  }

  @Test
  void partsOfExpressionsAreNotSet() {
    refusedSet("set", t -> t.a.bit(0).set(t.go));
    refusedSet("set", t -> t.local("w").slice(1, 0).set(t.a.truncate(2)));
    refusedSet("set", t -> t.b.not().bit(2).set(t.go));
    refusedSet("set", t -> t.b.not().slice(2, 1).set(Bits.lit(0, 2)));
    refusedSet("set", t -> t.go.mux(t.p, t.p).set(t.p));
    refusedSet("set", t -> t.go.mux(t.p, t.p).flag.set(t.go));
    refusedSet("set", t -> t.go.mux(t.v, t.v).set(t.v));
    refusedSet("set", t -> t.go.mux(t.v, t.v).get(1).set(t.a));
    refusedSet("set", t -> t.v.get(t.go.asUInt()).set(t.a));
    refusedSet("set", t -> Vec.of(List.of(t.a.xor(t.a), t.a)).set(t.v));
  }

  @Test
  void neitherUnderAConditionNorInACase() {
    refusedSet("set", t -> t.given(() -> t.a.add(t.a).set(t.a)));
    refusedSet("set", t -> t.given(() -> t.go.mux(t.p, t.p).x.set(t.a)));
    refusedSet("set", t -> t.choose(cases -> cases.is(1, () -> t.v.get(t.go.asUInt()).set(t.a))));
    refusedSet("set", t -> Vec.of(List.of(t.a.xor(t.a), t.a)).set(t.go.asUInt(), t.a));
  }

  @Test
  void aNamedExpressionIsCalledByItsName() {
    refusedSet("set sum", t -> {
      UInt sum = t.a.add(t.a);
      sum.rename("sum");
      sum.set(t.a);
    });
  }

  @Test
  void inputsAndOutputsOfChildrenAreNotSet() {
    String direction = ": an input of this component, or a signal inside another, is set; drive outputs, own signals"
        + " and inputs of children";
    String x = "HERE: in Kinds: p_x (in UInt[4 bits])" + direction;
    assertEquals(x, refused(HierarchyException.class, t -> t.p.x.set(t.a)));
    assertEquals(x, refused(HierarchyException.class, t -> t.given(() -> t.p.x.set(t.a))));
    assertEquals(x + "\nHERE: in Kinds: p_flag (in Bool)" + direction, refused(HierarchyException.class,
        t -> t.p.setBits(t.b.concat(Bits.lit(0, 1)))));
    assertEquals("HERE: in Kinds: v_0 (in UInt[4 bits])" + direction + "\nHERE: in Kinds: v_1 (in UInt[4 bits])"
        + direction, refused(HierarchyException.class, t -> t.v.set(t.go.asUInt(), t.a)));
    assertEquals("HERE: in Kinds: b (in Bits[4 bits])" + direction,
        refused(HierarchyException.class, t -> t.b.bit(3).set(t.go)));
    assertEquals("HERE: in Kinds: in_valid (in Bool)" + direction,
        refused(HierarchyException.class, t -> t.in.valid().set(t.go)));
    assertEquals("HERE: in Kinds: out_ready (in Bool)" + direction,
        refused(HierarchyException.class, t -> t.out.ready().set(t.go)));
    assertEquals("HERE: in Kinds/inner: y (out UInt[4 bits])" + direction, refused(HierarchyException.class, t -> {
      Sketch.Pass inner = t.child("inner");
      inner.a.set(t.a);
      inner.y.set(t.a);
    }));
  }

  private static void neverSet(String message, Consumer<Sketch> body) {
    assertEquals("HERE: in Sketch: " + message + "; set all of them", assertThrows(MissingDriverException.class,
        () -> Hdl.elaborate(() -> new Sketch(body))).getMessage().replaceAll("(AssignmentTest|Sketch)\\.java:\\d+", "HERE"));
  }

  @Test
  void bitsThatNothingSets() {
    neverSet("some (Bits[4 bits]): nothing sets its bits 3, 1 to 0", t -> {
      Bits wire = t.local("some", Bits.bits(4));
      wire.bit(2).set(t.go);
      t.y.set(wire.asUInt());
    });
    neverSet("held (Bits[4 bits]): nothing sets its bits 3 to 1", t -> {
      Bits held = t.register("held", Bits.bits(4));
      t.given(() -> held.bit(0).set(t.go));
      t.y.set(held.asUInt());
    });
    neverSet("held (Bits[64 bits]): nothing sets its bits 63 to 40, 7", t -> {
      Bits held = t.register("held", Bits.bits(64));
      held.slice(39, 4).slice(35, 4).set(Bits.lit(0, 32));
      held.slice(6, 0).set(Bits.lit(0, 7));
      t.y.set(held.slice(3, 0).asUInt());
    });
    neverSet("some (Bits[4 bits]): nothing sets its bits 3 to 2, 0", t -> {
      Bits wire = t.local("some", Bits.bits(4));
      t.given(() -> wire.bit(1).set(t.go));
      t.y.set(wire.asUInt());
    });
  }

  @Test
  void bitsThatAreSetUnderAConditionOnly() {
    assertThrows(LatchException.class, () -> Hdl.elaborate(() -> new Sketch(t -> {
      Bits wire = t.local("w", Bits.bits(2));
      wire.bit(0).set(t.go);
      t.given(() -> wire.bit(1).set(t.go));
      t.y.set(wire.asUInt());
    })));
  }

  @Test
  void bitsOfAWireAreSetOneByOne() {
    String text = Hdl.elaborate(() -> new Sketch(t -> {
      Bits parts = t.local("parts", Bits.bits(4));
      parts.slice(2, 1).set(t.a.slice(1, 0).asBits());
      parts.bit(0).set(t.go);
      parts.slice(3, 2).bit(1).set(t.go.not());
      t.y.set(parts.asUInt());
    })).text();
    for (String line : List.of("parts[2:1] = ", "parts[0] = go;", "parts[3] = !go;")) {
      assertTrue(text.contains(line), text);
    }
  }
}
