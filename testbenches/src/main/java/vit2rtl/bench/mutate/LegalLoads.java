package vit2rtl.bench.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vit2rtl.bench.prove.Contract;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.LoadFormat;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;

/**
 * What a load port is given: elements that there are, with values that their tables allow, while no row is inside, none
 * begins in that cycle or the next, and there is no reset. A mutant that differs only behind other loads, in a bit for instance
 * that is the same in every allowed value, is as good as the original.
 */
final class LegalLoads {
  private LegalLoads() {}

  /** The contract with what is kept beyond it; nothing where constants are baked. */
  static Optional<Contract> of(UnitConfig config, Contract contract) {
    if (config.tables() == TableSource.BAKED) {
      return Optional.empty();
    }
    LoadFormat format = LoadFormat.of(config);
    String legal = IntStream.range(0, format.tables().size()).mapToObj(number -> legal(format, number))
        .collect(Collectors.joining(" || "));
    String layer = format.hasLayers() ? "load_layer < " + format.layers() + " && " : "";
    String begins = "in_valid" + config.beside().map(beside -> " || " + beside.stream() + "_valid").orElse("");
    String inside = "in_beat != 0 || in_row != 0 || " + contract.balances().stream().map(Contract.Balance::owed)
        .collect(Collectors.joining(" || "));
    List<Contract.Given> givens = new ArrayList<>(contract.givens());
    givens.add(new Contract.Given("loads are of elements that there are, with values that their tables allow",
        "load_valid && !(" + layer + "(" + legal + "))"));
    givens.add(new Contract.Given("loads come while no row is inside",
        "load_valid && (" + inside + ") || (load_valid || load_valid_before) && (" + begins + ")"));
    givens.add(new Contract.Given("no load comes with a reset", "load_valid && monitor_reset", Contract.Cycles.ALL));
    return Optional.of(new Contract(contract.rows(), contract.balances(), contract.demands(), givens));
  }

  private static String legal(LoadFormat format, int number) {
    ConstantTable<?> table = format.tables().get(number);
    int elements = table.elements().length;
    List<String> terms = new ArrayList<>();
    if (format.hasTables()) {
      terms.add("load_table == " + number);
    }
    if (format.hasLanes()) {
      terms.add("load_lane < " + table.lanes());
    }
    if (format.hasWords()) {
      terms.add("load_word < " + table.words());
    }
    if (elements % table.lanes() != 0) {
      // The last word has elements in some lanes alone; a port that is not there says 0.
      terms.add("(" + (format.hasWords() ? "load_word < " + (table.words() - 1) + " || " : "") + "load_lane < "
          + elements % table.lanes() + ")");
    }
    terms.add(number(format, ">=", table.allowed().min()));
    terms.add(number(format, "<=", table.allowed().max()));
    if (table.step() > 1) {
      int bits = Integer.numberOfTrailingZeros(table.step());
      terms.add("load_data[" + (bits - 1) + ":0] == " + Math.floorMod(table.allowed().min(), table.step()));
    }
    return "(" + String.join(" && ", terms) + ")";
  }

  private static String number(LoadFormat format, String compared, long value) {
    // A bit more than the data has, so that every allowed number is one of its type.
    String number = (value < 0 ? "-" : "") + (format.dataBits() + 1) + "'sd" + Math.abs(value);
    return format.isSigned() ? "$signed(load_data) " + compared + " " + number
        : "$signed({1'b0, load_data}) " + compared + " " + number;
  }
}
