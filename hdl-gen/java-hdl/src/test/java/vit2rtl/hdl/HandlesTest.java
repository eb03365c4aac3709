package vit2rtl.hdl;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.EnumSignal;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Rounding;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.hdl.type.Vec;

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

  enum Colour { RED, GREEN, BLUE }

  /** One of everything that has operators. */
  static final class Kit extends Component {
    final UInt u = in(UInt.bits(4));
    final SInt s = in(SInt.bits(4));
    final Bits b = in(Bits.bits(4));
    final Bool go = in(Bool.bool());
    final EnumSignal<Colour> e = in(EnumSignal.type(Colour.class));
    final Vec<UInt> v = in(Vec.type(4, UInt.bits(4)));
    final Stream<UInt> from = in("from", Stream.of(UInt.bits(4), 1));
    final Stream<UInt> to = out("to", Stream.of(UInt.bits(4), 1));
    final Flow<UInt> in = in("in", Flow.of(UInt.bits(4), 1));
    final Flow<UInt> out = out("out", Flow.of(UInt.bits(4), 1));
    Mem<UInt> words;
    StateMachine<Colour> machine;

    @Override
    protected void build() {
      from.into(to);
      in.into(out);
      words = mem("words", UInt.bits(4), 16);
      words.write(u, u, go);
      machine = states("state", Colour.class, Colour.RED);
      machine.go(Colour.GREEN);
    }

    Object like(Class<?> type) {
      return Map.ofEntries(entry(int.class, 1), entry(long.class, 1L), entry(Rounding.class, Rounding.FLOOR),
          entry(UIntType.class, UInt.bits(3)), entry(Enum.class, Colour.RED), entry(Int.class, u), entry(Signal.class, u),
          entry(UInt.class, u), entry(SInt.class, s), entry(Bits.class, b), entry(Bool.class, go),
          entry(EnumSignal.class, e), entry(Vec.class, v), entry(Stream.class, to), entry(Flow.class, out),
          entry(ReadUnderWrite.class, ReadUnderWrite.READ_FIRST)).get(type);
    }
  }

  /** Every public method of every kind of signal: it says something of what is there, or it is refused in a sentence. */
  @Test
  void everyOperatorNeedsAnElaboration() throws IllegalAccessException {
    Kit kit = Hdl.design(Kit::new).top();
    List<String> nulls = new ArrayList<>();
    int refused = 0;
    for (Object signal : List.of(kit.u, kit.s, kit.b, kit.go, kit.e, kit.v, kit.from, kit.in, kit.words, kit.machine,
        kit.from.beat())) {
      for (Method method : signal.getClass().getMethods()) {
        Object[] arguments = Arrays.stream(method.getParameterTypes()).map(kit::like).toArray();
        if (Modifier.isStatic(method.getModifiers()) || method.isBridge() || Arrays.asList(arguments).contains(null)
            || !method.getDeclaringClass().getName().startsWith("vit2rtl.")) {
          continue;
        }
        try {
          method.invoke(signal, arguments);
        } catch (InvocationTargetException e) {
          refused++;
          if (!(e.getCause() instanceof HdlException)) {
            nulls.add(method + ": " + e.getCause());
          }
        }
      }
    }
    assertEquals(List.of(), nulls);
    assertTrue(refused > 150, "only " + refused + " operators were tried");
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
