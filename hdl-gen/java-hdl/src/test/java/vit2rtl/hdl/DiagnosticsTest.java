package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.error.HierarchyException;
import vit2rtl.hdl.error.LatchException;
import vit2rtl.hdl.error.LoopException;
import vit2rtl.hdl.error.MissingDriverException;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.TwoDriversException;
import vit2rtl.hdl.error.WidthException;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.UInt;

/** What the user reads when a rule is broken, as text: position, hierarchy, operation, what, how to fix. */
class DiagnosticsTest {

  private static <E extends HdlException> void refused(Class<E> type, String message, Consumer<Sketch> body) {
    refused(type, message, () -> new Sketch(body));
  }

  private static <E extends HdlException> void refused(Class<E> type, String message, Supplier<Component> top) {
    E e = Assertions.assertTimeout(Duration.ofSeconds(60), () -> assertThrows(type, () -> Hdl.elaborate(top)));
    assertEquals(message, e.getMessage().replaceAll("(DiagnosticsTest|Sketch)\\.java:\\d+", "HERE"));
    assertTrue(e.getMessage().matches("(?s)(DiagnosticsTest|Sketch)\\.java:.*"), e.getMessage());
  }

  @Test
  void aValueThatDoesNotFit() {
    refused(RangeException.class, "HERE: in Sketch: set y: a value of range 1…16 does not fit the range 0…15;"
        + " saturate, truncate or narrow it, or widen the signal", t -> t.y.set(t.a.add(1)));
    refused(RangeException.class, "HERE: in Sketch: set y: a value of range -1…14 does not fit the range 0…15;"
        + " saturate, truncate or narrow it, or widen the signal", t -> t.y.set(t.a.sub(1)));
    refused(RangeException.class, "HERE: in Sketch: asUInt: a value of range -15…0; allowed: 0 and above;"
        + " use abs, saturate, modulo or asBits, whichever is meant", t -> t.y.set(t.a.asSInt().neg().asUInt()));
    refused(RangeException.class, "HERE: in Sketch: mul: an unsigned value times -3; allowed: constants from 0;"
        + " use asSInt().mul(-3)", t -> t.a.mul(-3));
    refused(RangeException.class, "HERE: in Sketch: UInt: a range of -1…3; allowed: 0 and above; use SInt",
        t -> UInt.range(-1, 3));
  }

  @Test
  void widthsThatDisagree() {
    refused(WidthException.class, "HERE: in Sketch: slice: bits 4 down to 0 of 4 bits; stay within 3 down to 0",
        t -> t.a.slice(4, 0));
    refused(WidthException.class, "HERE: in Sketch: mux: UInt and Bool have no common type;"
        + " give two integers, two truth values, bits of one width, or two of one enum, vector or record type",
        t -> t.go.<Signal>mux(t.a, t.go));
  }

  @Test
  void driversMissingDoubleOrConditional() {
    refused(MissingDriverException.class,
        "HERE: in Sketch: y (out UInt[4 bits]): nothing drives it; set it, or remove it", t -> { });
    refused(MissingDriverException.class, "HERE: in Sketch/inner: a (in UInt[4 bits]): nothing drives it;"
        + " set it, or remove it", t -> t.y.set(t.child("inner").y));
    refused(MissingDriverException.class, "HERE: in Sketch: held (UInt[4 bits]): the register has neither a next value nor"
        + " a reset value; set it, or remove it", t -> t.y.set(t.register("held")));
    refused(LatchException.class, "HERE: in Sketch: y (out UInt[4 bits]): it has a value under some conditions only,"
        + " which takes a latch; set it before the when, add an otherwise, or make it a register",
        t -> t.given(() -> t.y.set(t.a)));
    refused(TwoDriversException.class, "HERE: in Sketch: y (out UInt[4 bits]): it is set again here, whatever it was set"
        + " to before; set it once, or put the later set under a condition", t -> {
          t.y.set(t.a);
          t.y.set(UInt.lit(1));
        });
  }

  @Test
  void combinationalLoops() {
    refused(LoopException.class, "HERE: in Sketch: ring (UInt[4 bits]): it depends on itself without a register between;"
        + " put a register into the loop", t -> {
          UInt ring = t.local("ring");
          ring.set(ring.xor(t.a));
          t.y.set(ring);
        });
  }

  @Test
  void signalsOfOtherComponents() {
    refused(HierarchyException.class, "HERE: in Sketch/inner: core (UInt[4 bits]): a signal inside another component is"
        + " read; lead it out through a port", t -> {
          Sketch.Pass inner = t.child("inner");
          inner.a.set(t.a);
          t.y.set(inner.core);
        });
  }

  @Test
  void everyPendingErrorAtOnce() {
    HdlException e = assertThrows(HierarchyException.class, () -> Hdl.elaborate(() -> new Sketch(t -> {
      Sketch.Pass inner = t.child("inner");
      inner.a.set(t.a);
      inner.y.set(t.a);
      t.a.set(UInt.lit(2));
      t.y.set(t.a);
    })));
    assertEquals(2, e.diagnostics().size(), e.getMessage());
    assertEquals("Sketch/inner", e.diagnostics().get(0).hierarchy());
    assertEquals("a (in UInt[4 bits])", e.diagnostics().get(1).operation());
    assertTrue(e.diagnostics().stream().allMatch(d -> d.position().startsWith("DiagnosticsTest.java:")));
  }

  static final class Anonymous extends Component {
    Anonymous() {
      in(UInt.bits(2));
    }

    @Override
    protected void build() {}
  }

  static final class Wires extends Component {
    Wires(String first, String second) {
      in(first, Bool.bool());
      in(second, Bool.bool());
    }

    @Override
    protected void build() {}
  }

  @Test
  void namesLostDoubleOrIllegal() {
    refused(NameException.class, "HERE: in Anonymous: port: it has no name;"
        + " store it in a field, or declare it with one", Anonymous::new);
    refused(NameException.class, "HERE: in Wires: signal: the name 'GO' is taken;"
        + " choose one that differs by more than case", () -> new Wires("go", "GO"));
    refused(NameException.class, "HERE: in Wires: signal: the name 'always' is a word of Verilog, SystemVerilog or"
        + " VHDL, or the clock or reset; choose another", () -> new Wires("go", "always"));
  }

  @Test
  void hardwareOutsideAComponent() {
    StructureException e = assertThrows(StructureException.class, Anonymous::new);
    assertEquals("new Anonymous: a component is made outside an elaboration;"
        + " use Hdl.elaborate for a top, instance(...) for a child",
        e.getMessage().replaceAll("^DiagnosticsTest.java:\\d+: ", ""));
  }

  @Test
  void theUsersOwnExceptionPassesUnchanged() {
    IllegalArgumentException own = new IllegalArgumentException("mine");
    assertEquals(own, assertThrows(IllegalArgumentException.class, () -> Hdl.elaborate(() -> new Sketch(t -> {
      throw own;
    }))));
  }
}
