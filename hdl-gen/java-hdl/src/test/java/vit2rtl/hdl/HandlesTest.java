package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Rounding;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/** What may be done with a signal or a component, and where. */
class HandlesTest {

  private static String refused(Consumer<Sketch> body) {
    return assertThrows(StructureException.class, () -> Hdl.elaborate(() -> new Sketch(body))).getMessage()
        .replaceAll("(HandlesTest|Sketch)\\.java:\\d+", "HERE");
  }

  @Test
  void whatAnOperatorGivesIsNotSet() {
    List<Consumer<Sketch>> sets = List.of(
        t -> t.local("w").add(0).set(t.a), t -> t.local("w").sub(0).set(t.a.asSInt()), t -> t.local("w").shl(0).set(t.a),
        t -> t.local("w").shr(0).set(t.a), t -> t.local("w").abs().set(t.a), t -> t.local("w").asUInt().set(t.a),
        t -> t.local("w").truncate(4).set(t.a), t -> t.local("w").truncate(9).set(t.a),
        t -> t.local("w", SInt.bits(4)).add(0).set(t.a.asBits().asSInt()),
        t -> t.local("w", SInt.bits(4)).sub(0).set(t.a.asBits().asSInt()),
        t -> t.local("w", SInt.bits(4)).shl(0).set(t.a.asBits().asSInt()),
        t -> t.local("w", SInt.bits(4)).shr(0).set(t.a.asBits().asSInt()),
        t -> t.local("w", SInt.bits(4)).round(0, Rounding.FLOOR).set(t.a.asBits().asSInt()),
        t -> t.local("w", SInt.bits(4)).asSInt().set(t.a.asBits().asSInt()),
        t -> t.local("w", SInt.bits(4)).truncate(4).set(t.a.asBits().asSInt()),
        t -> t.local("w", Bits.bits(4)).rotateLeft(4).set(t.a.asBits()),
        t -> t.local("w", Bits.bits(4)).repeated(1).set(t.a.asBits()),
        t -> t.local("w", Bits.bits(4)).asBits().set(t.a.asBits()),
        t -> t.local("w", Bool.bool()).and(Bool.lit(true)).set(t.go),
        t -> Bool.lit(true).and(t.local("w", Bool.bool())).set(t.go),
        t -> t.local("w", Bool.bool()).or(Bool.lit(false)).set(t.go),
        t -> Bool.lit(false).or(t.local("w", Bool.bool())).set(t.go));
    for (int i = 0; i < sets.size(); i++) {
      Consumer<Sketch> set = sets.get(i);
      String message = refused(set);
      assertTrue(message.contains("an expression or a constant, which has its value already"), i + ": " + message);
    }
  }

  @Test
  void operatorsNeedAnElaboration() {
    Design<Sketch> design = Hdl.design(() -> new Sketch(t -> t.y.set(t.a)));
    Sketch top = design.top();
    List<Runnable> uses = List.of(() -> top.a.add(1), () -> top.a.eq(3), () -> top.a.shl(2), () -> top.a.neg(),
        () -> top.a.asBits(), () -> top.a.asBits().not(), () -> top.go.not(), () -> top.go.and(top.go),
        () -> top.go.mux(top.a, top.a), () -> top.a.bit(1), () -> top.a.mul(top.a), () -> top.a.slice(2, 1),
        () -> top.a.set(top.a), () -> top.a.concat(top.a), () -> top.go.eq(top.go), () -> top.a.lt(top.a));
    for (int i = 0; i < uses.size(); i++) {
      Runnable use = uses.get(i);
      HdlException e = assertThrows(HdlException.class, use::run, "use " + i);
      assertTrue(e.getMessage().endsWith("hardware is described outside an elaboration; use Hdl.elaborate"), e.getMessage());
    }
  }

  @Test
  void instancesStandOutsideConditions() {
    assertEquals("HERE: in Sketch: instance inner: it is made inside a when or a switch, but hardware is there whatever a"
        + " condition says; make it before, and set its inputs inside", refused(t -> t.given(() -> t.child("inner"))));
  }

  /** Makes its own kind again, and again. */
  static final class Endless extends Component {
    final UInt a = in(UInt.bits(4));

    @Override
    protected void build() {
      instance("one", Endless::new);
      instance("other", Endless::new);
    }
  }

  /** The same before it has a body. */
  static final class EndlessField extends Component {
    final Component child = instance("child", EndlessField::new);

    @Override
    protected void build() {}
  }

  @Test
  void anEndlessHierarchyIsRefused() {
    assertTimeout(Duration.ofSeconds(20), () -> {
      String message = assertThrows(StructureException.class, () -> Hdl.elaborate(Endless::new)).getMessage();
      assertTrue(message.contains("Endless is made 257 levels below the top; allowed: 256; end the recursion"), message);
      message = assertThrows(StructureException.class, () -> Hdl.elaborate(EndlessField::new)).getMessage();
      assertTrue(message.contains("EndlessField is made 257 levels below the top"), message);
    });
  }

  @Test
  void oneNameForWhatIsBelow() {
    Design<Sketch> design = Hdl.design(() -> new Sketch(t -> t.y.set(t.a)));
    assertTrue(design.top().spinal() instanceof spinal.core.Component);
    assertTrue(design.top().a.spinal() instanceof spinal.core.UInt);
  }
}
