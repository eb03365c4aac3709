package vit2rtl.cli.synth;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import vit2rtl.sim.tool.ToolException;

/** Whether this Java runtime can draw text: headless packages leave out the libraries and the fonts that it takes. */
final class ChartFonts {
  private ChartFonts() {}

  /** Draws a letter, or says in a sentence what is missing: before the work whose figures would be drawn. */
  static void require() {
    require(() -> {
      Graphics2D graphics = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 8));
      graphics.drawString("x", 0, 8);
      graphics.dispose();
    });
  }

  static void require(Runnable drawing) {
    try {
      drawing.run();
    } catch (LinkageError | InternalError | RuntimeException e) {
      // Libraries that cannot be loaded, classes that failed once for that reason, and a fontconfig without any font.
      throw new ToolException("this Java runtime (" + System.getProperty("java.home") + ") cannot draw text, which"
          + " pictures need: " + reason(e) + "; it takes harfbuzz, freetype, fontconfig and a font: apt-get install"
          + " libharfbuzz0b libfreetype6 libfontconfig1 fonts-dejavu-core", e);
    }
  }

  private static String reason(Throwable e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage()).lines().findFirst().orElse(first.toString());
  }
}
