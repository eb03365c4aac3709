package vit2rtl.bench.prove.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vit2rtl.bench.prove.Contract.Balance;
import vit2rtl.bench.prove.Contract.Demand;
import vit2rtl.bench.prove.Contract.Given;
import vit2rtl.bench.prove.Contract.RowShape;
import vit2rtl.bench.prove.Contract.Timing;
import vit2rtl.bench.prove.Contract;
import vit2rtl.hdl.Flow;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.stream.FlowToStream;
import vit2rtl.hdl.stream.StreamArbiter;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.stream.StreamFilter;
import vit2rtl.hdl.stream.StreamFork;
import vit2rtl.hdl.stream.StreamJoin;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.stream.StreamWidth;
import vit2rtl.hdl.type.UInt;

/** The library's components for streams of one clock, in small sizes, with what they promise. */
public final class StreamCases {
  private static final Stream.Shape<UInt> BEATS = Stream.of(UInt.bits(4), 1);
  private static final int PORTS = 3;
  private static final int ROW = 3;
  /** A sink that takes a beat in the cycle after it sees it lets one pass in two cycles. */
  private static final int TAKEN = 2;

  private StreamCases() {}

  public static List<ProofCase> all() {
    List<ProofCase> cases = new ArrayList<>();
    for (int depth : new int[] {2, 4, 8}) {
      cases.add(new ProofCase("StreamFifo depth=" + depth, () -> new StreamFifo<>("StreamFifo", BEATS, depth),
          queue("in_fire", depth)));
    }
    for (StreamStage.Kind kind : StreamStage.Kind.values()) {
      cases.add(new ProofCase("StreamStage " + word(kind), () -> new StreamStage<>("StreamStage", BEATS, kind),
          queue("in_fire", kind == StreamStage.Kind.FULL ? 2 : 1)));
    }
    for (int depth : new int[] {1, 4}) {
      cases.add(new ProofCase("FlowToStream depth=" + depth,
          () -> new FlowToStream<>("FlowToStream", Flow.of(UInt.bits(4), 1), depth),
          new Contract(Map.of(), List.of(earned("in_valid && !overflow", depth)), List.of(output()))));
    }
    cases.add(new ProofCase("StreamFilter", () -> new StreamFilter<>("StreamFilter", BEATS), new Contract(Map.of(),
        List.of(new Balance("beats", "in_valid && !drop && !in_waited", "out", 1, Timing.COMBINATIONAL)),
        List.of(new Demand("input", "in_valid", "in_ready", TAKEN)),
        List.of(new Given("drop is stable while its beat waits", "in_waited && drop != drop_before")))));
    cases.add(fork());
    cases.add(join());
    for (StreamArbiter.Policy policy : StreamArbiter.Policy.values()) {
      for (StreamArbiter.Hold hold : StreamArbiter.Hold.values()) {
        cases.add(arbiter(policy, hold));
      }
    }
    cases.add(new ProofCase("StreamWidth up", () -> new StreamWidth<>("StreamWidth", BEATS, 4, 6), new Contract(
        Map.of("in", new RowShape(6), "out", new RowShape(2)),
        List.of(new Balance("beats", "in_fire && (in_beat == 3 || in_beat == 5)", "out", 2, Timing.REGISTERED)),
        List.of(output(), input(2 * TAKEN)))));
    cases.add(new ProofCase("StreamWidth down", () -> new StreamWidth<>("StreamWidth", BEATS.withLanes(4), 1, 6),
        new Contract(Map.of("in", new RowShape(2), "out", new RowShape(6)),
            List.of(new Balance("beats", "in_fire ? (in_beat == 1 ? 2 : 4) : 0", "out", 4, Timing.REGISTERED)),
            List.of(output(), input(4 * TAKEN)))));
    return cases;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Balance earned(String earned, int most) {
    return new Balance("beats", earned, "out", most, Timing.REGISTERED);
  }

  private static Demand output() {
    return new Demand("output", "beats_owed != 0", "out_fire", TAKEN);
  }

  private static Demand input(int cycles) {
    return new Demand("input", "in_valid", "in_ready", cycles);
  }

  private static Contract queue(String earned, int room) {
    return new Contract(Map.of(), List.of(earned(earned, room)), List.of(output(), input(TAKEN)));
  }

  private static ProofCase fork() {
    List<Balance> balances = IntStream.range(0, PORTS).mapToObj(i ->
        new Balance("beats_" + i, "in_valid && !in_waited", "out_" + i, 1, Timing.COMBINATIONAL)).toList();
    return new ProofCase("StreamFork", () -> new StreamFork<>("StreamFork", BEATS, PORTS),
        new Contract(Map.of(), balances, List.of(input(TAKEN))));
  }

  private static ProofCase join() {
    List<Balance> balances = IntStream.range(0, PORTS).mapToObj(i -> new Balance("beats_" + i,
        "in_" + i + "_valid && !in_" + i + "_waited", "out", 1, Timing.COMBINATIONAL)).toList();
    return new ProofCase("StreamJoin", () -> new StreamJoin<>("StreamJoin", BEATS, PORTS), new Contract(rows(),
        balances, List.of(new Demand("input", inputs("in_%d_valid", " && "), "in_0_ready", TAKEN))));
  }

  private static ProofCase arbiter(StreamArbiter.Policy policy, StreamArbiter.Hold hold) {
    boolean whole = hold == StreamArbiter.Hold.ROW;
    Balance balance = new Balance("beats", inputs("(in_%1$d_valid && !in_%1$d_waited)", " + "), "out", PORTS,
        Timing.COMBINATIONAL);
    List<Demand> demands = new ArrayList<>();
    if (!whole) {
      // A source that pauses within a row holds up the others, where rows stay whole.
      demands.add(new Demand("output", inputs("in_%d_valid", " || "), "out_fire", TAKEN));
      boolean fair = policy == StreamArbiter.Policy.ROUND_ROBIN;
      for (int i = 0; i < (fair ? PORTS : 1); i++) {
        demands.add(new Demand("input_" + i, "in_" + i + "_valid", "in_" + i + "_ready", (fair ? PORTS : 2) * TAKEN));
      }
    }
    return new ProofCase("StreamArbiter " + word(policy) + " " + word(hold),
        () -> new StreamArbiter<>("StreamArbiter", BEATS, PORTS, policy, hold),
        new Contract(whole ? rows() : Map.of(), List.of(balance), demands));
  }

  private static Map<String, RowShape> rows() {
    Map<String, RowShape> rows = IntStream.range(0, PORTS).boxed()
        .collect(Collectors.toMap(i -> "in_" + i, i -> new RowShape(ROW)));
    rows.put("out", new RowShape(ROW));
    return rows;
  }

  private static String inputs(String each, String between) {
    return IntStream.range(0, PORTS).mapToObj(i -> String.format(each, i)).collect(Collectors.joining(between));
  }
}
