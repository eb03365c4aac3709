package vit2rtl.fpga.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.flash.FlashFormat;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.fpga.synth.Target;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.sim.tool.Tools;

/**
 * A board that open tools build a bitstream for: what its folder {@code fpga-projects/boards/NAME} says.
 *
 * <p>A board of one's own is a folder of the same files anywhere, given by its path.
 *
 * @param name      folder name, and name on the command line; of a board of one's own the path of its folder
 * @param title     the board in words
 * @param target    its device
 * @param clockPort the top's clock input
 * @param button    the top's input that resets it while it is pressed, where it has one: while it is 1, or 0 where its name
 *                  ends with _n
 * @param megahertz clock of the core, which place and route must reach
 * @param baud      bits per second of the serial line
 * @param units     units it carries where the user names none
 * @param settings  settings of the units, as UNIT.KEY, where the user gives none
 * @param flash     the serial flash that holds a network's constants: board.json's {@code flash}, with {@code offset}, the
 *                  address in it, {@code lines}, one of single, dual, quad, and {@code packing}, packed or plain; packed
 *                  where it does not say
 * @param window    requests that a host may have open: board.json's {@code window}, 1 or 2; 2 where it does not say
 * @param hierarchy how it is synthesised module by module, where it is: board.json's {@code lutMemories} says the words up
 *                  to which memories become look-up tables
 * @param effort    what the tools are told for this board alone: board.json's {@code yosys}, options of the command of
 *                  synthesis, and {@code nextpnr}, lists of texts, and {@code nextpnrMinimum}, the least version of
 *                  nextpnr that these options are for
 */
public record Board(String name, String title, Target target, String clockPort, Optional<String> button,
    int megahertz, int baud, List<String> units, Map<String, String> settings, Optional<Flash> flash,
    int window, Optional<Hierarchy> hierarchy, Effort effort) {
  private static final List<String> NAMES = List.of("ice40-hx8k-breakout", "ice40-up5k-icebreaker",
      "icebreaker-network", "ulx3s", "ulx3s-85f-network", "ulx3s-25f-network", "arty-a7-100t", "arty-a7-100t-network");
  private static final List<String> FIELDS =
      List.of("title", "target", "clockPort", "megahertz", "baud", "units", "settings");
  private static final String DESCRIPTION = "board.json";
  private static final String MINIMUM = "nextpnrMinimum";
  /** A request that stops coming is given up after a third of a second. */
  private static final int TIMEOUTS_PER_SECOND = 3;
  private static final int MOST_MEGAHERTZ = 1000;
  private static final int MOST_BAUD = 100_000_000;

  /**
   * Synthesis module by module, contents of memories in files of their own: for large designs.
   *
   * @param lutMemories memories of up to so many words are made of look-up tables
   */
  public record Hierarchy(int lutMemories) {}

  /** Where constants lie in a flash, and how they are read. */
  public record Flash(int offset, FlashFormat.Lines lines, FlashFormat.Packing packing) {}

  /**
   * Options beside those of every board with the device.
   *
   * @param minimum least version of nextpnr, where older ones will not do
   */
  public record Effort(List<String> yosys, List<String> nextpnr, Optional<String> minimum) {
    public Effort {
      yosys = List.copyOf(yosys);
      nextpnr = List.copyOf(nextpnr);
    }
  }

  public Board {
    units = List.copyOf(units);
    settings = Map.copyOf(settings);
  }

  public static List<String> names() {
    return NAMES;
  }

  public static Board named(String name) {
    if (!NAMES.contains(name) && !isFolder(name)) {
      throw new InputException("there is no board '" + name + "'; there are " + String.join(", ", NAMES)
          + ", or the path of a folder with a board.json of your own");
    }
    if (isFolder(name) && !Path.of(name).isAbsolute()) {
      return named(Path.of(name).toAbsolutePath().normalize().toString());
    }
    return parse(name, file(name, DESCRIPTION));
  }

  /** A board as the text of its {@code board.json} describes it. */
  static Board parse(String name, String description) {
    BoardJson node = BoardJson.of(name + "/" + DESCRIPTION, description);
    for (String field : FIELDS) {
      if (!node.has(field)) {
        throw new InputException(name + "/board.json has no '" + field + "'; needed: " + String.join(", ", FIELDS));
      }
    }
    return new Board(name, node.text("title"), Target.named(node.text("target")), node.text("clockPort"),
        node.has("button") ? Optional.of(node.text("button")) : Optional.empty(),
        node.integer("megahertz", 1, MOST_MEGAHERTZ), node.integer("baud", 1, MOST_BAUD), node.texts("units"),
        node.textsByName("settings"), node.object("flash").map(Board::flash),
        node.has("window") ? node.integer("window", 1, Protocol.WINDOW) : Protocol.WINDOW, node.has("lutMemories")
            ? Optional.of(new Hierarchy(node.integer("lutMemories", 0, Integer.MAX_VALUE))) : Optional.empty(),
        new Effort(options(node, "yosys"), options(node, "nextpnr"), minimum(node)));
  }

  private static Optional<String> minimum(BoardJson node) {
    Optional<String> version = node.has(MINIMUM) ? Optional.of(node.text(MINIMUM)) : Optional.empty();
    if (!version.orElse("0.1").matches("\\d{1,6}(\\.\\d{1,6})+")) {
      throw new InputException("board.json has '" + version.get() + "' as " + MINIMUM
          + "; allowed: numbers with points between them, such as 0.11");
    }
    return version;
  }

  private static List<String> options(BoardJson node, String tool) {
    List<String> options = node.has(tool) ? node.texts(tool) : List.of();
    for (String option : options) {
      if (!option.matches("-{0,2}[A-Za-z0-9.-]+")) {
        throw new InputException("board.json has '" + option + "' as an option of " + tool
            + "; allowed: letters, digits, points and hyphens");
      }
    }
    return options;
  }

  private static Flash flash(BoardJson at) {
    return new Flash(at.integer("offset", 0, (1 << FlashFormat.ADDRESS_BITS) - 1),
        at.choice("lines", FlashFormat.Lines.class), at.has("packing")
            ? at.choice("packing", FlashFormat.Packing.class) : FlashFormat.Packing.PACKED);
  }

  /** Whether a name is the path of a folder of the user's. */
  private static boolean isFolder(String name) {
    return !NAMES.contains(name) && Files.isDirectory(Path.of(name));
  }

  /** A file of a board's folder. */
  static String file(String folder, String name) {
    return optionalFile(folder, name).orElseThrow(() -> isFolder(folder)
        ? new InputException("the board's folder " + folder + " has no file " + name)
        : new IllegalStateException("the build lacks boards/" + folder + "/" + name));
  }

  /** A file that not every board's folder has. */
  static Optional<String> optionalFile(String folder, String name) {
    Optional<String> own = isFolder(folder) ? ownFile(Path.of(folder, name)) : given(folder, name);
    return own.isPresent() || name.equals(DESCRIPTION) ? own : like(folder).flatMap(other -> given(other, name));
  }

  /** The board whose files stand for those that a folder lacks. */
  private static Optional<String> like(String folder) {
    return optionalFile(folder, DESCRIPTION)
        .map(description -> BoardJson.of(folder + "/" + DESCRIPTION, description))
        .filter(node -> node.has("like")).map(node -> node.text("like"));
  }

  /** A file of a board that comes along. */
  private static Optional<String> given(String board, String name) {
    try (InputStream stream = Board.class.getResourceAsStream("/vit2rtl/fpga/boards/" + board + "/" + name)) {
      return stream == null ? Optional.empty() : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> ownFile(Path file) {
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The hand-written top: clock, reset, pins. */
  String top() {
    return file(name, "top.v");
  }

  /** What the button's input is while it is pressed. */
  int pressed() {
    return button.orElseThrow().endsWith("_n") ? 0 : 1;
  }

  /** Which pin is which. */
  String pins() {
    return file(name, flow().pins());
  }

  /** How its bitstream comes about. */
  BoardFlow flow() {
    return BoardFlow.of(target);
  }

  /** Place and route, in a version that this board takes; empty where there are no open tools without databases. */
  Optional<Tools> placer() {
    return target.nextpnr().map(nextpnr -> effort.minimum.map(nextpnr.tool()::atLeast).orElse(nextpnr.tool()));
  }

  /** What nextpnr is told beside the device and the frequency. */
  List<String> placement() {
    return Stream.concat((hierarchy.isPresent() ? flow().largePlacement() : flow().placement()).stream(),
        effort.nextpnr.stream()).toList();
  }

  /** What Yosys is told between reading the sources and writing the netlist. */
  String script() {
    String top = effort.yosys.stream().map(option -> " " + option).collect(Collectors.joining()) + " -top " + BoardDesign.TOP
        + target.after();
    return hierarchy.isPresent() ? target.chipHierarchicalScript() + top + "; flatten; opt_clean"
        : target.chipScript() + top;
  }

  /** Name of the file that programs it. */
  public String bitstream() {
    return flow().bitstream();
  }

  /** Cycles that its flash takes to wake up, amply: 50 µs. */
  public int flashSettle() {
    return 50 * megahertz;
  }

  /** A network on it, with its constants where the board has them. */
  public NetworkUnit network(AcceleratorConfig config, QuantizedVit model) {
    return network(config, model, flashSettle());
  }

  /** The same beside a flash that takes so many cycles to wake up. */
  NetworkUnit network(AcceleratorConfig config, QuantizedVit model, int settle) {
    NetworkUnit unit = flash.map(at -> at.packing == FlashFormat.Packing.PLAIN
        ? NetworkUnit.plain(config, model, at.offset, at.lines, settle)
        : NetworkUnit.of(config, model, at.offset, at.lines, settle)).orElseGet(() -> NetworkUnit.of(config, model));
    return unit.with(window == 1 ? NetworkUnit.Queues.NONE : NetworkUnit.Queues.IMAGE);
  }

  /** The core's configuration at the board's own clock and baud rate. */
  public BoardConfig config(List<? extends BoardUnit> units) {
    return config(units, baud);
  }

  /** The core's configuration at another baud rate, which the clock must meet within 2 %. */
  public BoardConfig config(List<? extends BoardUnit> units, int bitsPerSecond) {
    double exact = megahertz * 1e6 / bitsPerSecond;
    int divisor = (int) Math.rint(exact);
    if (bitsPerSecond < 1 || divisor < 1 || Math.abs(divisor - exact) > exact / 50) {
      throw new InputException(name + ": a baud rate of " + bitsPerSecond + " at " + megahertz
          + " MHz would be off by more than 2 %; allowed for example: 115200 or 1000000");
    }
    return new BoardConfig(List.copyOf(units), divisor, megahertz * 1_000_000 / TIMEOUTS_PER_SECOND);
  }
}
