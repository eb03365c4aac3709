package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of pages finds what makes a page bad. */
class PageCheckTest {
  private static final String PICTURE =
      "<svg viewBox='0 0 800 40' width='%s'><text x='5' y='20' font-size='12'>words</text></svg>";

  @TempDir
  private Path folder;

  private void check(String body, int images, int svgs) throws IOException {
    assumeTrue(HeadlessBrowser.program().isPresent(), "chromium is not installed");
    Path page = Files.writeString(folder.resolve("page.html"),
        "<!doctype html><meta charset='utf-8'><link rel='icon' href='data:,'>" + body);
    PageCheck.check(page, images, svgs, folder.resolve("browser"));
  }

  @Test
  void aGoodPagePasses() throws IOException {
    check("<p>fine<div style='overflow-x: auto'>" + PICTURE.formatted("800") + "</div>", 0, 1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      <script>console.error('broken')</script>                         | 0 | broken
      <script>nothing()</script>                                       | 0 | nothing is not defined
      <img src='data:image/png;base64,AAAA' alt='a'>                   | 1 | "missing":["a"]
      <p style='font-size: 7px'>tiny                                   | 0 | 7: tiny
      <svg viewBox='0 0 800 9' width='100%'><text>shrunk</text></svg>  | 0 | shrunk
      <p style='width: 600px'>wide                                     | 0 | "overflow":2
      """)
  void aBadOneDoesNot(String body, int images, String found) {
    int svgs = body.contains("<svg") ? 1 : 0;
    String said = assertThrows(AssertionError.class, () -> check(body, images, svgs)).getMessage();
    assertTrue(said.contains(found), said);
  }
}
