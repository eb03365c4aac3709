package vit2rtl.bench.prove;

import java.util.List;
import java.util.Map;

/**
 * What a design promises about its streams beyond the rules that hold for every stream. Conditions are Verilog over the
 * design's ports and, for every stream {@code s}, over what {@link MonitorText} declares: {@code s_fire} (a beat
 * passes), {@code s_waited} (the beat offered now was offered in the cycle before), and where the rows of the stream are
 * known {@code s_row_ends} (a row's last beat passes) and {@code s_group_begins} (a group's first beat passes).
 *
 * @param rows     how rows travel over a stream, by its name; a stream without an entry has rows of any length
 * @param balances beats out against beats in
 * @param demands  what must go on within a number of cycles
 * @param givens   what the environment must keep beyond the rules of streams
 */
public record Contract(Map<String, RowShape> rows, List<Balance> balances, List<Demand> demands, List<Given> givens) {

  /** One that asks of its environment the rules of streams alone. */
  public Contract(Map<String, RowShape> rows, List<Balance> balances, List<Demand> demands) {
    this(rows, balances, demands, List.of());
  }

  public Contract {
    givens = List.copyOf(givens);
    rows = Map.copyOf(rows);
    balances = List.copyOf(balances);
    demands = List.copyOf(demands);
  }

  /**
   * Rows of one length.
   *
   * @param beats beats per row
   * @param group rows that belong together
   */
  public record RowShape(int beats, int group) {
    public RowShape(int beats) {
      this(beats, 1);
    }
  }

  /** When an output beat may leave. */
  public enum Timing {
    /** In a later cycle than the input that it needs. */
    REGISTERED,
    /** Already in the cycle in which that input is offered. */
    COMBINATIONAL
  }

  /**
   * Beats that a stream still owes: what inputs have earned, less what has left. An output is never offered without one
   * being owed, and never more than {@code most} are.
   *
   * @param name   of the balance
   * @param earned the number of beats earned in this cycle
   * @param out    stream that pays
   * @param most   greatest number owed
   * @param timing when earned beats may leave
   */
  public record Balance(String name, String earned, String out, int most, Timing timing) {
    /** The condition that a beat is owed. */
    public String owed() {
      return "(" + register() + " != 0)";
    }

    String register() {
      return name + "_owed";
    }
  }

  /**
   * Something that does not wait long, whatever sinks do that take a beat at the latest in the cycle after they see it.
   *
   * @param name     of the demand
   * @param waiting  something waits
   * @param progress it goes on
   * @param cycles   how long it waits at most
   */
  public record Demand(String name, String waiting, String progress, int cycles) {}

  /** Which cycles something is said of. */
  public enum Cycles { WITHOUT_RESET, ALL }

  /**
   * Something that the environment keeps.
   *
   * @param name   sentence
   * @param broken a condition that never holds; for an input port {@code p} beside the streams, {@code p_before} is its
   *               value in the cycle before, {@code s_beat} and {@code s_row} say where in its row and group the next beat of a
   *               stream is whose rows are known, {@code monitor_reset} that there is a reset, and balances what is owed
   * @param cycles in which it never does
   */
  public record Given(String name, String broken, Cycles cycles) {
    public Given(String name, String broken) {
      this(name, broken, Cycles.WITHOUT_RESET);
    }
  }
}
