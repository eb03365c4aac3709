package vit2rtl.bench.prove;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.bench.prove.Contract.Balance;
import vit2rtl.bench.prove.Contract.Demand;
import vit2rtl.bench.prove.Contract.RowShape;
import vit2rtl.bench.prove.Contract.Timing;
import vit2rtl.units.UnitConfig;

/**
 * What units promise. Where every row has a result of the same length, a beat in earns a beat out, or, where a unit
 * {@linkplain UnitConfig#wholeRows says so}, a row in a row out; else a row in earns a row out, and a group of rows that
 * has more results than rows earns those with its first beat. What waits, a beat that is owed or one that is offered, waits
 * no longer than twice the stated latency, where whole rows are needed twice the latency and a row, or a group of rows:
 * a sink that takes every beat a cycle late halves the rate.
 */
public final class Contracts {
  private Contracts() {}

  public static Contract of(UnitConfig unit) {
    return of(unit, unit.latency());
  }

  /**
   * What hardware of another latency promises.
   *
   * @param latency cycles from a beat to its result, or where whole rows are needed from a row's last beat, nobody stalling
   */
  public static Contract of(UnitConfig unit, int latency) {
    int beats = unit.rows().beats();
    int results = unit.results().beats();
    int group = unit.group().rows();
    Map<String, RowShape> rows = new HashMap<>();
    rows.put("in", new RowShape(beats, group));
    rows.put("out", new RowShape(results, unit.group().results()));
    String all = "in_valid";
    if (unit.beside().isPresent()) {
      String beside = unit.beside().get().stream();
      rows.put(beside, new RowShape(beats, group));
      all += " && " + beside + "_valid";
    }
    boolean wholeRows = unit.wholeRows();
    int leading = unit.group().results() - group;
    String earned = !wholeRows ? "in_fire" : "(in_row_ends ? " + results + " : 0)"
        + (leading > 0 ? " + (in_group_begins ? " + leading * results + " : 0)" : "");
    int row = group == 1 ? Math.max(beats, results) : (int) unit.outCycles(1).max();
    int cycles = 2 * (latency + (wholeRows ? row : 0));
    // A beat is inside for as many cycles as it waits at most; in each of them one may come.
    Balance balance = new Balance("rows", earned, "out", cycles * (wholeRows ? results : 1), Timing.REGISTERED);
    return new Contract(rows, List.of(balance), List.of(
        new Demand("output", balance.owed(), "out_fire", cycles),
        new Demand("input", all, "in_ready", cycles)));
  }
}
