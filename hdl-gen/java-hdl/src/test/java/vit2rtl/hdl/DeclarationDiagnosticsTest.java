package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.emit.HdlOptions;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.error.HierarchyException;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.TimeLimitException;
import vit2rtl.hdl.error.WidthException;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.EnumSignal;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/** Rules beyond {@link DiagnosticsTest}: declarations, names that clash late, nulls, properties without a clock. */
class DeclarationDiagnosticsTest {
  private static UInt kept;
  private static Mem<UInt> keptMemory;

  enum Colour { RED, GREEN }

  static final class InputRegister extends Component {
    final UInt a = reg(UInt.bits(4));
    final UInt y = out(UInt.bits(4));

    InputRegister() {
      a.spinal().asInput();
    }

    @Override
    protected void build() {
      y.set(a);
    }
  }

  static final class NullName extends Component {
    @Override
    protected void build() {
      name(null, UInt.lit(1));
    }
  }

  private static void refused(Class<? extends HdlException> type, String message, Consumer<Sketch> body) {
    refusedTop(type, "HERE: in Sketch: " + message, () -> new Sketch(t -> {
      t.y.set(t.a);
      body.accept(t);
    }));
  }

  private static void refusedTop(Class<? extends HdlException> type, String message, Supplier<Component> top) {
    assertEquals(message, assertThrows(type, () -> Hdl.elaborate(top)).getMessage()
        .replaceAll("(DeclarationDiagnosticsTest|Sketch)\\.java:\\d+", "HERE"));
  }

  @Test
  void declarationsThatCannotBe() {
    refused(StructureException.class, "memory m: 0 words; allowed: from 1; give it at least one word",
        t -> t.memory("m", 0));
    refused(StructureException.class, "memory m: -1 words; allowed: from 1; give it at least one word",
        t -> t.memory("m", -1));
    refused(RangeException.class, "memory m: word 2 is 16, outside the range 0…15; widen the words, or check the"
        + " contents", t -> t.contents("m", 1, 15, 16));
    refused(RangeException.class, "memory m: word 0 is -1, outside the range 0…15; widen the words, or check the"
        + " contents", t -> t.contents("m", -1, 15));
    refused(WidthException.class, "Bits: 0 bits; allowed: from 1; leave the signal out where it has no bits",
        t -> Bits.bits(0));
    refused(StructureException.class, "reg: it is declared inside a when or a switch; declare it before, and set it"
        + " inside", t -> t.given(() -> t.register("late", UInt.bits(4)).set(t.a)));
    refused(StructureException.class, "port: it is declared inside a when or a switch; declare ports as fields",
        t -> t.given(t::port));
    refusedTop(StructureException.class, "HERE: in InputRegister: a (in UInt[4 bits]): it is a register and an input at"
        + " once; declare the input, and a register that is set from it", InputRegister::new);
  }

  @Test
  void indicesShiftsAndCases() {
    refused(RangeException.class, "get: element 2 of a vector of 2; stay within 0 to 1",
        t -> Vec.of(List.of(t.a, t.a)).get(2));
    refused(RangeException.class, "get: element -1 of a vector of 2; stay within 0 to 1",
        t -> Vec.of(List.of(t.a, t.a)).get(-1));
    refused(RangeException.class, "shift: by -1 bits; allowed: from 0; shift the other way", t -> t.a.shl(-1));
    refused(RangeException.class, "shift: by -1 bits; allowed: from 0; shift the other way", t -> t.a.shr(-1));
    refused(RangeException.class, "is: a selector of range 0…15 never is 16; leave the case out or widen the selector",
        t -> t.choose(s -> s.is(16, () -> { })));
    refused(StructureException.class, "is: the value 1 has a case already; put both bodies into one case",
        t -> t.choose(s -> s.is(1, () -> { }).is(1, () -> { })));
    refused(StructureException.class, "otherwise: there is one already; put both bodies into one",
        t -> t.choose(s -> {
          s.otherwise(() -> { });
          s.otherwise(() -> { });
        }));
  }

  @Test
  void namesThatOtherPartsOfTheTextHave() {
    refused(NameException.class, "signal colour_t: the type of an enum is written Colour_t in the text; rename the signal",
        t -> {
          t.register("light", EnumSignal.type(Colour.class)).set(Colour.RED);
          t.alias("colour_t");
        });
    refused(NameException.class, "signal Colour_t_RED: the constant of an enum is written Colour_t_RED in the"
        + " text; rename the signal", t -> {
          t.register("light", EnumSignal.type(Colour.class)).set(Colour.RED);
          t.alias("Colour_t_RED");
        });
    refusedTop(NameException.class, "HERE: in Sketch: A (Bool): something else in its module has the same name, in this or"
        + " another case; rename one of them", () -> new Sketch(t -> {
          Bool raw = Bool.bool().create();
          raw.spinal().setName("A");
          raw.set(t.go);
          t.y.set(raw.mux(t.a, UInt.lit(0)));
        }));
  }

  @Test
  void signalsAndMemoriesOfAnotherElaboration() {
    Hdl.elaborate(() -> new Sketch(t -> {
      kept = t.alias("kept");
      keptMemory = t.memory("kept_memory", 16);
      t.y.set(keptMemory.readAsync(kept));
    }));
    String another = "it belongs to another elaboration; make everything inside the component, and keep no signals in"
        + " static fields";
    refusedTop(HierarchyException.class, "HERE: in Sketch: kept (UInt[4 bits]): " + another,
        () -> new Sketch(t -> t.y.set(kept)));
    refused(HierarchyException.class, "read of kept_memory: " + another, t -> keptMemory.readAsync(t.a));
    refused(HierarchyException.class, "write to kept_memory: " + another, t -> keptMemory.write(t.a, t.a, t.go));
  }

  @Test
  void nulls() {
    String told = ": null is given, or returned, where a signal, a component, a type or a name belongs;"
        + " make it before this line: a field is null until its declaration has run";
    refused(StructureException.class, "set" + told, t -> t.y.set((UInt) null));
    refused(StructureException.class, "xor" + told, t -> t.a.xor(null));
    refusedTop(StructureException.class, "HERE: in NullName: name" + told, NullName::new);
    refusedTop(StructureException.class, "elaborate: the supplier gives no component; let it make a new one",
        () -> null);
    assertThrows(NullPointerException.class, () -> Hdl.elaborate(() -> new Sketch(t -> {
      java.util.Objects.requireNonNull(null);
    })));
  }

  @Test
  void propertiesThatNoClockWouldEvaluate() {
    HdlException e = assertThrows(StructureException.class, () -> Hdl.elaborate(() -> new Sketch(t -> {
      t.y.set(t.a);
      t.stateAll();
    })));
    assertEquals(List.of("check", "assume", "cover"), e.diagnostics().stream().map(Diagnostic::operation).toList());
    assertEquals("HERE: in Sketch: check: no register or memory of the design has clock clk, at whose edges it would be"
        + " evaluated; give the design one, or state it where there is one",
        e.diagnostics().get(0).toString().replaceAll("(DeclarationDiagnosticsTest|Sketch)\\.java:\\d+", "HERE"));
  }

  /** Its initialiser waits for an elaboration that waits for the initialiser. */
  static final class Early {
    static final RtlDesign DESIGN = Hdl.elaborate(() -> new Sketch(t -> t.y.set(t.a)),
        HdlOptions.defaults().withLimit(Duration.ofMillis(1500)));

    private Early() {}
  }

  @Test
  void aDesignInAStaticInitialiser() {
    Throwable cause = assertThrows(ExceptionInInitializerError.class, () -> Early.DESIGN.text()).getCause();
    assertEquals(TimeLimitException.class, cause.getClass());
    assertTrue(cause.getMessage().endsWith("build: it has not ended after 1.5 s; it is elaborated in the static"
        + " initialiser of DeclarationDiagnosticsTest$Early, and on a thread of its own, which waits for that initialiser as"
        + " soon as it uses the class: elaborate it in a method"), cause.getMessage());
  }
}
