package vit2rtl.fpga.board;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.synth.Target;
import vit2rtl.golden.InputException;

/**
 * A board that open tools build a bitstream for: what its folder {@code fpga-projects/boards/NAME} says.
 *
 * @param name      folder name, and name on the command line
 * @param title     the board in words
 * @param target    its device
 * @param clockPort the top's clock input
 * @param button    the top's input that resets it while it is 1, where it has one
 * @param megahertz clock of the core, which place and route must reach
 * @param baud      bits per second of the serial line
 * @param units     units it carries where the user names none
 * @param settings  settings of the units, as UNIT.KEY, where the user gives none
 */
public record Board(String name, String title, Target target, String clockPort, Optional<String> button,
    int megahertz, int baud, List<String> units, Map<String, String> settings) {
  private static final List<String> NAMES = List.of("ice40-hx8k-breakout", "ice40-up5k-icebreaker", "ulx3s",
      "arty-a7-100t");
  private static final ObjectMapper JSON = new ObjectMapper();
  /** A request that stops coming is given up after a third of a second. */
  private static final int TIMEOUTS_PER_SECOND = 3;

  public Board {
    units = List.copyOf(units);
    settings = Map.copyOf(settings);
  }

  public static List<String> names() {
    return NAMES;
  }

  public static Board named(String name) {
    if (!NAMES.contains(name)) {
      throw new InputException("there is no board '" + name + "'; there are " + String.join(", ", NAMES));
    }
    try {
      JsonNode node = JSON.readTree(file(name, "board.json"));
      return new Board(name, node.path("title").asText(), Target.named(node.path("target").asText()),
          node.path("clockPort").asText(), Optional.ofNullable(node.path("button").textValue()),
          node.path("megahertz").intValue(), node.path("baud").intValue(),
          JSON.convertValue(node.path("units"), new TypeReference<>() { }),
          JSON.convertValue(node.path("settings"), new TypeReference<>() { }));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of a board's folder. */
  static String file(String folder, String name) {
    return optionalFile(folder, name).orElseThrow(
        () -> new IllegalStateException("the build lacks boards/" + folder + "/" + name));
  }

  /** A file that not every board's folder has. */
  static Optional<String> optionalFile(String folder, String name) {
    try (InputStream stream = Board.class.getResourceAsStream("/vit2rtl/fpga/boards/" + folder + "/" + name)) {
      return stream == null ? Optional.empty() : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The hand-written top: clock, reset, pins. */
  String top() {
    return file(name, "top.v");
  }

  /** Which pin is which. */
  String pins() {
    return file(name, flow().pins());
  }

  /** How its bitstream comes about. */
  BoardFlow flow() {
    return BoardFlow.of(target);
  }

  /** Name of the file that programs it. */
  public String bitstream() {
    return flow().bitstream();
  }

  /** The core's configuration at the board's own clock and baud rate. */
  public BoardConfig config(List<FpgaUnit> units) {
    return config(units, baud);
  }

  /** The core's configuration at another baud rate, which the clock must meet within 2 %. */
  public BoardConfig config(List<FpgaUnit> units, int bitsPerSecond) {
    double exact = megahertz * 1e6 / bitsPerSecond;
    int divisor = (int) Math.rint(exact);
    if (divisor < 1 || Math.abs(divisor - exact) > exact / 50) {
      throw new InputException(name + ": a baud rate of " + bitsPerSecond + " at " + megahertz
          + " MHz would be off by more than 2 %; allowed for example: 115200 or 1000000");
    }
    return new BoardConfig(units, divisor, megahertz * 1_000_000 / TIMEOUTS_PER_SECOND);
  }
}
