package vit2rtl.hdl.svg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SvgTest {

  @Test
  void elementsStandOnLinesInTheOrderGiven() {
    Svg part = new Svg().empty("rect", "x", 1, "width", 2.5);
    assertEquals("""
        <svg width="3">
        <rect x="1" width="2.5"/>
        <text y="4">a <tspan class="bits">8</tspan></text>
        </svg>
        """, new Svg().open("svg", "width", 3).append(part).text("a", "bits", "8", "y", 4).close("svg").toString());
  }

  @Test
  void anyWordsAndValuesAreReadBackAsTheyWere() throws Exception {
    String words = "a < b && \"c\" > 'd'; </text>";
    String text = new Svg().open("svg").words("text", words, "class", words).text(words, words, words).close("svg")
        .toString();
    Document read = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
    assertEquals(words, read.getElementsByTagName("text").item(0).getTextContent());
    assertEquals(words, read.getElementsByTagName("text").item(0).getAttributes().item(0).getNodeValue());
    assertEquals(words, read.getElementsByTagName("tspan").item(0).getTextContent());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-0.001, 0", "12, 12", "1e6, 1000000", "1.5, 1.5", "0.125, 0.13", "-2.346, -2.35", "100, 100"})
  void numbersAreShort(double value, String text) {
    assertEquals(text, Svg.number(value));
  }

  @Test
  void numbersHaveAPointInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals("<circle r=\"0.5\"/>\n", new Svg().empty("circle", "r", 0.5).toString());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void anAttributeWithoutValueIsRefused() {
    assertEquals("attribute y has no value",
        assertThrows(IllegalArgumentException.class, () -> new Svg().empty("rect", "x", 1, "y")).getMessage());
  }
}
