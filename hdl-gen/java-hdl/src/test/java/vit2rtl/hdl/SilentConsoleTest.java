package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import vit2rtl.hdl.emit.HdlOptions;
import vit2rtl.hdl.error.HierarchyException;
import vit2rtl.hdl.error.LatchException;
import vit2rtl.hdl.error.MissingDriverException;
import vit2rtl.hdl.rtl.Language;

/** The elaborator's own console stays away from the user's. */
@Isolated("replaces the JVM's standard streams")
class SilentConsoleTest {
  @Test
  void nothingReachesTheConsoleAndTheNextRunIsClean() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setOut(new PrintStream(caught, true));
    System.setErr(new PrintStream(caught, true));
    try {
      for (Language language : Language.values()) {
        HdlOptions options = HdlOptions.defaults().withLanguage(language);
        assertThrows(LatchException.class,
            () -> Hdl.elaborate(() -> new Sketch(t -> t.given(() -> t.y.set(t.a))), options));
        assertThrows(MissingDriverException.class, () -> Hdl.elaborate(() -> new Sketch(t -> { }), options));
        assertThrows(HierarchyException.class, () -> Hdl.elaborate(() -> new Sketch(t -> t.a.set(t.a)), options));
        assertThrows(IllegalStateException.class, () -> Hdl.elaborate(() -> new Sketch(t -> {
          throw new IllegalStateException("the user's own");
        }), options));
        Hdl.elaborate(() -> new Sketch(t -> {
          t.local("unused");
          t.y.set(t.a);
        }), options.withPositions(HdlOptions.Positions.COMMENTS));
      }
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertEquals("", caught.toString());
  }
}
