package vit2rtl.cli.synth;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;
import vit2rtl.sim.tool.ToolException;

class ChartFontsTest {
  @Test
  void whatARuntimeLacksForPicturesIsASentence() {
    said("libfontmanager.so: libharfbuzz.so.0: cannot open shared object file", () -> {
      throw new UnsatisfiedLinkError("libfontmanager.so: libharfbuzz.so.0: cannot open shared object file");
    });
    said("Fontconfig head is null, check your fonts or fonts configuration", () -> {
      throw new InternalError(new InvocationTargetException(
          new RuntimeException("Fontconfig head is null, check your fonts or fonts configuration")));
    });
    said("Could not initialize class sun.font.SunFontManager", () -> {
      throw new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager");
    });
  }

  @Test
  void aDrawingThatWorksPasses() {
    assertDoesNotThrow(() -> ChartFonts.require(() -> { }));
  }

  private static void said(String reason, Runnable drawing) {
    String message = assertThrows(ToolException.class, () -> ChartFonts.require(drawing)).getMessage();
    assertEquals("this Java runtime (" + System.getProperty("java.home") + ") cannot draw text, which pictures need: "
        + reason + "; it takes harfbuzz, freetype, fontconfig and a font: apt-get install libharfbuzz0b libfreetype6"
        + " libfontconfig1 fonts-dejavu-core", message);
  }
}
