package vit2rtl.cli.output;

import java.nio.file.Path;
import java.util.SortedMap;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.inspect.BlockDiagram;

/** Block diagrams in a folder, one SVG per module. */
public final class Diagrams {
  private Diagrams() {}

  /** Draws a design, and says so. */
  public static void draw(Path folder, Design<?> design) {
    SortedMap<String, String> diagrams = BlockDiagram.of(design);
    diagrams.forEach((name, text) -> AtomicFile.write(folder.resolve(name), text));
    System.out.printf("block diagram: %s, and of %d modules below it%n",
        folder.resolve(design.rtl().topName() + ".svg"), diagrams.size() - 1);
  }
}
