package vit2rtl.cli.board;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.bench.accelerator.NetworkSettings;
import vit2rtl.cli.arguments.KeyValues;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.cli.arguments.UnitNames;
import vit2rtl.cli.output.TextHeader;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.board.Board;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.units.Setting;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** A board and the units on it, as the board commands take them. */
final class BoardArguments {
  @Parameters(index = "0", paramLabel = "BOARD", description = "A board; 'vit2rtl board list' names them. Or the path"
      + " of a folder of your own with board.json, top.v and pins.")
  private String board;

  @Option(names = "--unit", paramLabel = "UNIT", completionCandidates = UnitNames.class,
      description = "One of ${COMPLETION-CANDIDATES}, or network, a whole network; repeatable. Default: what the board's"
          + " folder names.")
  private List<String> units = List.of();

  @Option(names = "--set", paramLabel = "UNIT.KEY=VALUE",
      description = "A setting of a unit, for example softmax.length=64 or network.macs=128; repeatable.")
  private List<String> set = List.of();

  @Option(names = "--layer", paramLabel = "UNIT=F.safetensors",
      description = "Bake the layer that a file of tensors describes into a unit; repeatable.")
  private List<String> layers = List.of();

  @Option(names = "--model", paramLabel = "M.safetensors",
      description = "The model of a network, as quantize writes it. Default: the embedded model, quantised as demo does.")
  private Path model;

  private QuantizedVit read;
  private List<Chosen> chosen;

  Board board() {
    return Board.named(board);
  }

  /** A unit with the settings it is built with. */
  record Chosen(BoardUnit unit, Settings settings) {

    @Override
    public String toString() {
      return unit.name() + settings.asArguments();
    }
  }

  /** The model of the network on the board, read once. */
  QuantizedVit model() {
    if (read == null) {
      read = NetworkArguments.model(Optional.ofNullable(model));
    }
    return read;
  }

  /** The units on the board, made once: a network's constants take a while. */
  List<Chosen> chosen() {
    if (chosen == null) {
      chosen = choose();
    }
    return chosen;
  }

  private List<Chosen> choose() {
    Board chosenBoard = board();
    List<String> names = units.isEmpty() ? chosenBoard.units() : units;
    Map<String, String> settings = KeyValues.of("--set", set);
    Map<String, String> files = KeyValues.of("--layer", layers);
    checkPrefixes(names, settings.keySet(), "--set");
    checkPrefixes(names, files.keySet(), "--layer");
    if (model != null && !names.contains(NetworkUnit.NAME)) {
      throw new InputException("board: --model " + model + " for a board with " + String.join(", ", names)
          + "; allowed: with a network on it");
    }
    return names.stream().map(name -> {
      if (name.equals(NetworkUnit.NAME)) {
        return network(chosenBoard, settings);
      }
      UnitKind kind = UnitKinds.named(name);
      return chosen(chosenBoard, kind, of(kind.name(), settings), files.get(name));
    }).toList();
  }

  private Chosen network(Board onBoard, Map<String, String> set) {
    Map<String, String> own = of(NetworkUnit.NAME, new TreeMap<>(onBoard.settings()));
    own.putAll(of(NetworkUnit.NAME, set));
    Settings settings = NetworkArguments.settings(own);
    AcceleratorConfig config = NetworkSettings.config(model(), settings);
    return new Chosen(onBoard.network(config, model()), settings);
  }

  private static Chosen chosen(Board onBoard, UnitKind kind, Map<String, String> set, String layer) {
    Map<String, String> own = new LinkedHashMap<>(of(kind.name(), new TreeMap<>(onBoard.settings())));
    own.putIfAbsent("lanes", "1");
    if (layer != null) {
      kind.settings().stream().filter(setting -> setting.decides() == Setting.Decides.LAYER)
          .forEach(setting -> own.remove(setting.name()));
    }
    own.putAll(set);
    Settings settings = Settings.of(kind, own);
    return new Chosen(new FpgaUnit(layer == null ? kind.config(settings)
        : kind.config(SafeTensors.open(Path.of(layer)), settings)), settings);
  }

  /** What a board's sources say of where they come from; without folders, which differ from place to place. */
  TextHeader header(Integer baud) {
    StringBuilder command = new StringBuilder("board build " + Path.of(board).getFileName());
    for (Chosen unit : chosen()) {
      command.append(" --unit ").append(unit.unit().name());
    }
    for (Chosen unit : chosen()) {
      String name = unit.unit().name();
      command.append(unit.settings().asArguments().replace(" --set ", " --set " + name + "."));
    }
    KeyValues.of("--layer", layers).forEach((unit, file) ->
        command.append(" --layer ").append(unit).append('=').append(Path.of(file).getFileName()));
    command.append(model == null ? "" : " --model " + model.getFileName());
    command.append(baud == null ? "" : " --baud " + baud);
    return new TextHeader("board " + board().title() + ", " + chosen().stream().map(unit -> "unit "
        + unit.unit().name()).collect(Collectors.joining(", ")), command.toString());
  }

  /** The settings of one unit, without its name before them. */
  private static Map<String, String> of(String unit, Map<String, String> all) {
    Map<String, String> own = new LinkedHashMap<>();
    String prefix = unit + ".";
    all.forEach((key, value) -> {
      if (key.startsWith(prefix)) {
        own.put(key.substring(prefix.length()), value);
      }
    });
    return own;
  }

  /** Whether every constant is the standard one, so that recorded figures apply. */
  boolean standardConstants() {
    return layers.isEmpty() && model == null;
  }

  private static void checkPrefixes(List<String> names, Iterable<String> keys, String option) {
    for (String key : keys) {
      if (names.stream().noneMatch(name -> key.equals(name) || key.startsWith(name + "."))) {
        throw new InputException("board: " + option + " " + key + " names no unit of this board; its units are "
            + String.join(", ", names) + ", and a key starts with the unit, as in " + names.get(0) + ".lanes");
      }
    }
  }
}
