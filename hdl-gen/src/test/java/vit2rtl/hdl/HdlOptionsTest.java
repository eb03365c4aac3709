package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.examples.Counter;

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

  /** Line of this file that ends in a comment. */
  private static int line(String comment) throws java.io.IOException {
    List<String> lines = java.nio.file.Files.readAllLines(java.nio.file.Path.of(System.getProperty("vit2rtl.root"),
        "hdl-gen/src/test/java/vit2rtl/hdl/HdlOptionsTest.java"));
    return 1 + lines.indexOf(lines.stream().filter(l -> l.endsWith("; // " + comment)).findFirst().orElseThrow());
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

  static final class Stuck extends Component {
    static volatile boolean over;

    @Override
    protected void build() {
      while (!over) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void anEndlessLoopEndsInAMessage() {
    HdlException e = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThrows(TimeLimitException.class,
        () -> Hdl.elaborate(Stuck::new, HdlOptions.defaults().withLimit(Duration.ofMillis(1500)))));
    Stuck.over = true;
    assertEquals("HdlOptionsTest.java:HERE: build: it has not ended after 1.5 s; look for an endless loop here, or"
        + " raise the limit in HdlOptions", e.getMessage().replaceFirst(":\\d+:", ":HERE:"));
    assertEquals(Hdl.elaborate(() -> new Counter(3)).text(), Hdl.elaborate(() -> new Counter(3)).text());
  }
}
