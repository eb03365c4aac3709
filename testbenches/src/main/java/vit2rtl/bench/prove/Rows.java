package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Lanes;
import vit2rtl.bench.prove.graph.Question;
import vit2rtl.bench.prove.rows.RowProof;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;

/**
 * A design with one stream in and one out, and a copy of it with other values at inputs that never change, for a
 * {@linkplain RowProof proof} row by row. Where nothing differs the copy has the design's registers.
 */
final class Rows {
  /** Bits of a register without reset from which on it is no control. */
  private static final int WIDE = 4;
  private static final int BATCHES = 3;

  private final Model one;
  private final Aig aig;
  private final RtlDesign design;
  private final List<Integer> broken;
  private final Map<Integer, Integer> own = new HashMap<>();
  private final Model copy;

  /**
   * Makes the copy in the design's graph.
   *
   * @param broken high where something assumed is broken
   * @param fixed  values of the copy's inputs
   */
  Rows(Model one, RtlDesign design, List<Integer> broken, Map<String, Integer> fixed) {
    this.one = one;
    this.aig = one.aig();
    this.design = design;
    this.broken = broken;
    one.registers().forEach(net -> own.put(net, one.literal(net)));
    Model same = one.copy(fixed, own);
    List<Integer> reached = one.reached(same, one.registers().stream().map(List::of).toList()).stream()
        .flatMap(List::stream).toList();
    reached.forEach(net -> own.put(net, aig.register()));
    this.copy = one.copy(fixed, own);
    for (int net : reached) {
      aig.define(own.get(net), copy.next(net));
      if (one.startsAlike(same, net)) {
        aig.startAs(own.get(net) >> 1, one.literal(net) >> 1);
      } else {
        aig.start(own.get(net) >> 1, Aig.Start.ANY);
      }
    }
  }

  private boolean dependsOn(int literal, Set<Integer> nodes) {
    return new Question(aig, List.of(literal)).leaves().stream().anyMatch(nodes::contains);
  }

  /** Whether it is proven that both offer the same, in the same cycles. */
  boolean areAlike(Abc abc, Prover.Limits limits) {
    List<StreamPort> ins = design.streams().stream().filter(stream -> stream.direction() == Direction.IN).toList();
    List<StreamPort> outs = design.streams().stream().filter(stream -> stream.direction() == Direction.OUT).toList();
    if (ins.size() != 1 || outs.size() != 1) {
      return false;
    }
    StreamPort in = ins.get(0);
    StreamPort out = outs.get(0);
    Set<Integer> payload = nodes(in.payload().stream().flatMapToInt(name -> nets(name)));
    Set<Integer> ports = nodes(one.netlist().inputs().values().stream().flatMapToInt(Arrays::stream));
    int running = Aig.not(one.resetting());
    int offered = aig.and(literal(out.valid()), running);
    int control = design.ports().stream().filter(port -> port.direction() == Direction.OUT).map(Port::name)
        .filter(name -> !out.payload().contains(name)).mapToInt(this::differ).reduce(Aig.FALSE, aig::or);
    int differ = out.payload().stream().mapToInt(this::differ).reduce(Aig.FALSE, aig::or);
    return new RowProof(aig, abc, limits.seconds()).areAlike(
        new RowProof.Side(one.resetting(), literal(in.valid()), literal(in.ready()), literal(in.last()), ports, payload,
            words(payload), broken),
        new RowProof.Offered(offered, out.payload().stream().flatMapToInt(name -> nets(name)).map(one::literal).toArray(),
            differ, aig.and(control, running)), runs());
  }

  private List<Consumer<Consumer<Lanes>>> runs() {
    return IntStream.range(0, BATCHES)
        .<Consumer<Consumer<Lanes>>>mapToObj(seed -> shown -> RandomRuns.ofWholeRows(one, broken, seed).run(shown)).toList();
  }

  private IntStream nets(String name) {
    return Arrays.stream(one.netlist().names().get(name));
  }

  private Set<Integer> nodes(IntStream nets) {
    Set<Integer> nodes = new HashSet<>();
    nets.map(one::literal).filter(literal -> literal > Aig.TRUE).forEach(literal -> nodes.add(literal >> 1));
    return nodes;
  }

  /** The literal of a port of one bit, high where there is none. */
  private int literal(String name) {
    return name == null ? Aig.TRUE : nets(name).map(one::literal).findFirst().orElseThrow();
  }

  private int differ(String name) {
    return nets(name).map(net -> aig.xor(one.literal(net), copy.literal(net))).reduce(Aig.FALSE, aig::or);
  }

  /** Registers of both, by their nodes, that hold what a row brings or may be taken for that. */
  private List<List<Integer>> words(Set<Integer> payload) {
    List<List<Integer>> left = new ArrayList<>();
    for (List<Integer> nets : one.words("").values()) {
      left.add(nets.stream().map(net -> one.literal(net) >> 1).toList());
      left.add(nets.stream().filter(net -> own.get(net) != one.literal(net)).map(net -> own.get(net) >> 1).toList());
    }
    left.removeIf(List::isEmpty);
    Set<Integer> data = new HashSet<>(payload);
    List<List<Integer>> words = new ArrayList<>();
    for (boolean grown = true; grown; ) {
      List<List<Integer>> more = left.stream().filter(word ->
          word.size() >= WIDE && word.stream().allMatch(node -> aig.start(node) == Aig.Start.ANY)
              || word.stream().anyMatch(node -> dependsOn(aig.first(node), data))).toList();
      grown = left.removeAll(more);
      words.addAll(more);
      more.forEach(data::addAll);
    }
    return words;
  }
}
