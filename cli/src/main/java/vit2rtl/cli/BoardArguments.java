package vit2rtl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Settings;
import vit2rtl.bench.unit.UnitFamilies;
import vit2rtl.bench.unit.UnitFamily;
import vit2rtl.fpga.board.Board;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;

/** A board and the units on it, as the board commands take them. */
final class BoardArguments {
  @Parameters(index = "0", paramLabel = "BOARD", description = "A board; 'vit2rtl board list' names them. Or the path of a folder of your own with board.json, top.v"
      + " and pins.")
  private String board;

  @Option(names = "--unit", paramLabel = "UNIT",
      description = "layernorm or softmax; repeatable. Default: what the board's folder names.")
  private List<String> units = List.of();

  @Option(names = "--set", paramLabel = "UNIT.KEY=VALUE",
      description = "A setting of a unit, for example softmax.length=64; repeatable.")
  private List<String> set = List.of();

  @Option(names = "--layer", paramLabel = "UNIT=F.safetensors",
      description = "Bake the layer that a file of tensors describes into a unit; repeatable.")
  private List<String> layers = List.of();

  Board board() {
    return Board.named(board);
  }

  /** A unit with the settings it is built with. */
  record Chosen(UnitFamily family, Settings settings, UnitBench bench) {

    FpgaUnit unit() {
      return FpgaUnits.of(family, bench);
    }

    @Override
    public String toString() {
      return family.name() + settings.asArguments();
    }
  }

  List<Chosen> chosen() {
    Board chosenBoard = board();
    List<String> names = units.isEmpty() ? chosenBoard.units() : units;
    Map<String, String> settings = new LinkedHashMap<>(new java.util.TreeMap<>(chosenBoard.settings()));
    Map<String, String> set = KeyValues.of("--set", this.set);
    Map<String, String> files = KeyValues.of("--layer", layers);
    settings.putAll(set);
    checkPrefixes(names, set.keySet(), "--set");
    checkPrefixes(names, files.keySet(), "--layer");
    List<Chosen> chosen = new ArrayList<>();
    for (String name : names) {
      UnitFamily family = UnitFamilies.named(name);
      Map<String, String> own = new LinkedHashMap<>();
      settings.forEach((key, value) -> {
        if (key.startsWith(name + ".")) {
          own.put(key.substring(name.length() + 1), value);
        }
      });
      Settings unitSettings = Settings.of(family, own);
      UnitBench bench = files.containsKey(name)
          ? family.bench(SafeTensors.open(Path.of(files.get(name))), unitSettings)
          : family.bench(unitSettings);
      chosen.add(new Chosen(family, unitSettings, bench));
    }
    return chosen;
  }

  /** Whether every constant is the standard one, so that recorded figures apply. */
  boolean standardConstants() {
    return layers.isEmpty();
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
