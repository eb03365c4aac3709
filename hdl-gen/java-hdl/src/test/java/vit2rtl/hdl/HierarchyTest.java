package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.error.HierarchyException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/** What belongs to another component, or to one that is finished, is neither read nor set. */
class HierarchyTest {
  private static final String READ =
      ": a signal inside another component is read; lead it out through a port";
  private static final String SET = ": an input of this component, or a signal inside another, is set; drive outputs,"
      + " own signals and inputs of children";

  /** A child with a register, a memory and a child of its own. */
  static final class Deep extends Component {
    final UInt a = in(UInt.bits(4));
    final UInt y = out(UInt.bits(4));
    Sketch.Pass below;
    UInt held;
    Mem<UInt> words;

    @Override
    protected void build() {
      below = instance("below", Sketch.Pass::new);
      below.a.set(a);
      held = next("held", below.y);
      words = mem("words", UInt.bits(4), 16);
      words.write(a, held, Bool.lit(true));
      y.set(words.readAsync(a));
    }
  }

  /** With a child that describes whatever it is told. */
  static final class Parent extends Sketch {
    Deep deep;

    Parent(Consumer<Parent> body) {
      super(t -> {
        Parent parent = (Parent) t;
        parent.deep = parent.instance("deep", Deep::new);
        parent.deep.a.set(parent.a);
        parent.y.set(parent.deep.y);
        body.accept(parent);
      });
    }

    void told(Consumer<Sketch> body) {
      Sketch told = instance("told", () -> new Sketch(t -> {
        t.y.set(t.a);
        body.accept(t);
      }));
      told.a.set(a);
      told.go.set(go);
    }
  }

  private static void refused(String message, Consumer<Parent> body) {
    assertEquals("HERE: in Parent" + message, assertThrows(HierarchyException.class,
        () -> Hdl.elaborate(() -> new Parent(body))).getMessage().replaceAll("(HierarchyTest|Sketch)\\.java:\\d+", "HERE"));
  }

  @Test
  void aRegisterTakesNoSignalOfAnotherComponent() {
    refused("/deep: held (UInt[4 bits])" + READ, p -> p.register("mine").set(p.deep.held));
    refused("/deep/below: y (out UInt[4 bits])" + READ, p -> p.register("mine").set(p.deep.below.y));
    refused(": a (in UInt[4 bits])" + READ, p -> p.told(t -> t.register("mine").set(p.a)));
    refused("/deep: y (out UInt[4 bits])" + READ, p -> p.told(t -> t.register("mine").set(p.deep.y)));
    refused("/deep: held (UInt[4 bits])" + READ, p -> p.told(t -> t.given(() -> t.later("mine", p.deep.held))));
  }

  @Test
  void aRegisterOfAFinishedComponentIsNotSet() {
    refused("/deep: held (UInt[4 bits])" + SET, p -> p.deep.held.set(p.a));
    refused("/deep: held (UInt[4 bits])" + SET, p -> p.given(() -> p.deep.held.set(p.a)));
    refused("/deep/below: a (in UInt[4 bits])" + SET, p -> p.deep.below.a.set(p.a));
    refused(": y (out UInt[4 bits])" + SET, p -> p.told(t -> p.y.set(UInt.lit(1))));
  }

  @Test
  void aMemoryHasItsPortsWhereItIs() {
    String words = " words: the memory is that of another component, Parent/deep; lead address and words through ports";
    refused(": read of" + words, p -> p.deep.words.readAsync(p.a));
    refused(": read of" + words, p -> p.deep.words.readSync(p.a, p.go));
    refused(": read of" + words, p -> p.deep.words.readCrossing(p.a, p.go));
    refused(": write to" + words, p -> p.deep.words.write(p.a, p.a, p.go));
    refused(": write to" + words, p -> p.deep.words.port(p.a, p.a, p.go, p.go, ReadUnderWrite.READ_FIRST));
    refused("/told: read of" + words, p -> p.told(t -> p.deep.words.readAsync(t.a)));
  }

  @Test
  void nothingIsDescribedAfterTheElaboration() {
    Parent over = Hdl.design(() -> new Parent(p -> { })).top();
    for (Runnable late : List.<Runnable>of(() -> over.y.set(over.a), () -> UInt.lit(1), () -> SInt.lit(-1),
        () -> Bool.lit(true), () -> Bits.lit(1, 2), () -> over.a.add(1), () -> over.local("late"),
        () -> over.local("late", SInt.bits(4)), () -> Bool.bool().create(),
        () -> Bits.bits(4).create(), () -> over.register("late"), () -> over.given(() -> { }),
        () -> over.deep.words.readAsync(over.a), () -> over.memory("words", 4), () -> over.child("below"))) {
      assertEquals("HierarchyTest.java:HERE: hardware is described outside an elaboration; use Hdl.elaborate",
          assertThrows(StructureException.class, late::run).getMessage()
              .replaceFirst("(HierarchyTest|Sketch)\\.java:\\d+", "HierarchyTest.java:HERE"));
    }
  }
}
