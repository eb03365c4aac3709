package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A page as somebody meets it in a browser: wide and narrow, without errors, every picture drawn, words big enough. */
final class PageCheck {
  private static final int SMALLEST_TEXT = 10;
  /** What is on the page; of an SVG's words the size on the screen counts. */
  private static final String FOUND = """
      (() => {
        const drawn = box => box.width > 0 && box.height > 0;
        const own = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim() !== '');
        const size = e => parseFloat(getComputedStyle(e).fontSize)
            * (e instanceof SVGGraphicsElement ? Math.hypot(e.getScreenCTM().c, e.getScreenCTM().d) : 1);
        const words = [...document.body.querySelectorAll('*')].filter(e => own(e) && e.tagName !== 'STYLE');
        return {
          images: document.images.length,
          missing: [...document.images].filter(i => !i.complete || i.naturalWidth === 0
              || !drawn(i.getBoundingClientRect())).map(i => i.alt),
          svgs: document.querySelectorAll('svg').length,
          empty: [...document.querySelectorAll('svg')].filter(s => !drawn(s.getBoundingClientRect())
              || !drawn(s.getBBox())).length,
          overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          small: words.filter(e => size(e) < %d).map(e => size(e) + ': ' + e.textContent),
        };
      })()
      """.formatted(SMALLEST_TEXT);

  private PageCheck() {}

  /** Skips where there is no browser. */
  static void check(Path page, int images, int svgs, Path folder) throws IOException {
    Optional<Path> program = HeadlessBrowser.program();
    assumeTrue(program.isPresent(), "chromium is not installed");
    try (HeadlessBrowser browser = new HeadlessBrowser(program.get(), folder)) {
      for (int width : new int[] {1200, 400}) {
        browser.show(page, width);
        JsonNode found = browser.evaluate(FOUND);
        String all = "at " + width + " pixels: " + found;
        assertEquals(images, found.get("images").asInt(), all);
        assertEquals(svgs, found.get("svgs").asInt(), all);
        assertEquals(0, found.get("missing").size(), all);
        assertEquals(0, found.get("empty").asInt(), all);
        assertEquals(0, found.get("small").size(), all);
        assertTrue(found.get("overflow").asInt() <= 0, all);
      }
      assertEquals(List.of(), browser.errors());
    }
  }
}
