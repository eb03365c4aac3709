package vit2rtl.hdl.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.Adder;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.type.UInt;
import vit2rtl.testkit.GoldenFile;
import vit2rtl.testkit.SvgGeometry;

/** Block diagrams as text and as geometry: what stands where, and that nothing lies on top of anything else. */
class BlockDiagramTest {

  static final class Link extends Component {
    final UInt x = in(UInt.bits(8));
    final UInt y = out(UInt.bits(8));

    @Override
    protected void build() {
      y.set(next("held", x));
    }
  }

  /** A chain of links, each with a name of its own. */
  static final class Chain extends Component {
    private final int links;
    private final String separator;
    final UInt x = in(UInt.bits(8));
    final UInt y = out(UInt.bits(8));

    Chain(int links, String separator) {
      this.links = links;
      this.separator = separator;
    }

    @Override
    protected void build() {
      UInt value = x;
      for (int i = 0; i < links; i++) {
        Link link = instance("link" + separator + i, Link::new);
        link.x.set(value);
        value = link.y;
      }
      y.set(value);
    }
  }

  private static String top(SortedMap<String, String> files, String module) {
    return files.get(module + ".svg");
  }

  private static String only(Design<?> design) {
    return top(BlockDiagram.of(design), design.rtl().topName());
  }

  @Test
  void adder() throws IOException {
    GoldenFile.check(getClass(), "Adder.svg", only(Hdl.design(Adder::new)));
  }

  @Test
  void firFilter() throws IOException {
    String text = only(Hdl.design(() -> new FirFilter(8, 1, -2, 3, 5)));
    GoldenFile.check(getClass(), "FirFilter.svg", text);
    SvgGeometry.of(text).requireReadable();
  }

  @Test
  void theSameDesignGivesTheSameText() {
    assertEquals(BlockDiagram.of(Hdl.design(() -> new Chain(5, "_"))),
        BlockDiagram.of(Hdl.design(() -> new Chain(5, "_"))));
  }

  @Test
  void instancesThatDifferInANumberAreDrawnOnce() {
    SortedMap<String, String> files = BlockDiagram.of(Hdl.design(() -> new Chain(40, "_")));
    assertEquals(2, files.size());
    String text = top(files, "Chain");
    assertTrue(text.contains(">link[0…39] ×40<"), text);
    assertTrue(text.contains("<a href=\"Link.svg\">"), text);
    SvgGeometry.of(text).requireReadable();
  }

  @Test
  void aFewInstancesAreDrawnOneByOneAndManyOnce() {
    String few = only(Hdl.design(() -> new Chain(12, "N")));
    assertTrue(few.contains(">linkN0<") && few.contains(">linkN11<"), few);
    SvgGeometry.of(few).requireReadable();
    String many = only(Hdl.design(() -> new Chain(60, "N")));
    assertTrue(many.contains(">Link ×60<"), many);
    assertFalse(many.contains(">linkN0<"), many);
  }

  @Test
  void aModuleWithoutInstancesShowsItsRegisters() {
    String text = top(BlockDiagram.of(Hdl.design(() -> new Chain(2, "_"))), "Link");
    assertTrue(text.contains(">held<"), text);
  }
}
