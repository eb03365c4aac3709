package vit2rtl.hdl.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.TimeLimitException;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

class HdlOptionsTest {

  static final class Followed extends Component {
    final UInt a = in(UInt.bits(4));
    final UInt y = out(UInt.bits(4));

    @Override
    protected void build() {
      UInt held = reg("held", UInt.bits(4), 0);
      held.set(a); // assigned here
      y.set(held); // led out here
    }
  }

  /** Every kind of statement that has a position of its own. */
  static final class Statements extends Component {
    final UInt a = in(UInt.bits(2));
    final Bool go = in(Bool.bool());
    final Vec<UInt> y = out(Vec.type(2, UInt.bits(2)));

    @Override
    protected void build() {
      y.set(Vec.of(List.of(UInt.lit(0), UInt.lit(0)))); // cleared here
      when(go, () -> y.set(a.bit(0).asUInt(), a)) // chosen here
          .elsewhen(a.eq(3), () -> y.get(1).set(a)); // copied here
      switchOn(a, cases -> cases.is(2, () -> y.get(0).set(a.xor(a)))); // set here
      next("held", a); // kept here
      check(go, "go"); // checked here
    }
  }

  /** Line of this file that ends in a comment. */
  private static int line(String comment) throws java.io.IOException {
    List<String> lines = java.nio.file.Files.readAllLines(java.nio.file.Path.of(System.getProperty("vit2rtl.root"),
        "hdl-gen/java-hdl/src/test/java/vit2rtl/hdl/emit/HdlOptionsTest.java"));
    return 1 + lines.indexOf(lines.stream().filter(l -> l.endsWith(" // " + comment)).findFirst().orElseThrow());
  }

  @Test
  void positionsAreThoseOfTheJavaSource() throws java.io.IOException {
    HdlOptions options = HdlOptions.defaults().withPositions(HdlOptions.Positions.COMMENTS);
    String text = Hdl.elaborate(Followed::new, options).text();
    assertTrue(text.contains("held <= a; // HdlOptionsTest.java:" + line("assigned here") + "\n"), text);
    assertTrue(text.contains("assign y = held; // HdlOptionsTest.java:" + line("led out here") + "\n"), text);
    assertFalse(text.contains(".scala"), text);
    assertEquals(Hdl.elaborate(Followed::new).text(), text.replaceAll(" *// \\w+\\.java:\\d+", ""));
  }

  @Test
  void everyKindOfStatementHasItsPosition() throws java.io.IOException {
    RtlDesign design = Hdl.elaborate(Statements::new,
        HdlOptions.defaults().withPositions(HdlOptions.Positions.COMMENTS));
    for (List<String> statement : List.of(List.of("y_0 = 2'd0;", "cleared here"), List.of("y_1 = 2'd0;",
        "cleared here"), List.of("y_0 = a;", "chosen here"), List.of("y_1 = a;", "chosen here"), List.of("y_1 = a;",
        "copied here"), List.of("y_0 = a ^ a;", "set here"), List.of("held <= a;", "kept here"),
        List.of("$display(\"FAILURE go\");", "checked here"))) {
      String wanted = statement.get(0) + " // HdlOptionsTest.java:" + line(statement.get(1)) + "\n";
      assertTrue(design.verificationText().contains(wanted), wanted + design.verificationText());
    }
  }

  static final class Stuck extends Component {
    static final CompletableFuture<String> END = new CompletableFuture<>();
    static volatile boolean over;

    @Override
    protected void build() {
      while (!over) {
        Thread.onSpinWait();
      }
      try {
        wire("late", Bool.bool());
        END.complete("it went on");
      } catch (StructureException e) {
        END.complete(e.getMessage());
      }
    }
  }

  @Test
  void anEndlessLoopEndsInAMessage() throws Exception {
    // What an elaboration loads is there before the clock runs.
    Hdl.elaborate(() -> new Counter(3));
    HdlException e = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThrows(TimeLimitException.class,
        () -> Hdl.elaborate(Stuck::new, HdlOptions.defaults().withLimit(Duration.ofMillis(2500)))));
    Stuck.over = true;
    assertEquals("HdlOptionsTest.java:HERE: in Stuck: build: the time is over",
        Stuck.END.get(60, TimeUnit.SECONDS).replaceFirst(":\\d+:", ":HERE:"));
    assertEquals("HdlOptionsTest.java:HERE: build: it has not ended after 2.5 s; look for an endless loop here, or"
        + " raise the limit in HdlOptions", e.getMessage().replaceFirst(":\\d+:", ":HERE:"));
    assertEquals(Hdl.elaborate(() -> new Counter(3)).text(), Hdl.elaborate(() -> new Counter(3)).text());
  }
}
