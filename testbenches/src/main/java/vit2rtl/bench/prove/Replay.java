package vit2rtl.bench.prove;

import java.util.List;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Lanes;

/** A run that a model checker found, once more, cycle by cycle. */
final class Replay {
  private final Cone cone;
  private final List<String> inputs;
  private final Lanes lanes;
  private int cycle;

  Replay(Model model, Cone cone, List<String> inputs) {
    this.cone = cone;
    this.inputs = inputs;
    Aig aig = model.aig();
    this.lanes = new Lanes(aig);
    for (int node = 0; node < aig.size(); node++) {
      if (aig.kind(node) == Aig.Kind.REGISTER && aig.start(node) == Aig.Start.ONE) {
        lanes.set(node, 1);
      }
    }
    List<Integer> any = cone.anyStarts();
    for (int i = 0; i < any.size(); i++) {
      lanes.set(any.get(i), bit(0, cone.inputs().size() + i));
    }
  }

  /** Settles the next cycle, the first with the first call. */
  void next() {
    if (cycle > 0) {
      lanes.step();
    }
    for (int i = 0; i < cone.inputs().size(); i++) {
      lanes.set(cone.inputs().get(i), bit(cycle, i));
    }
    lanes.settle();
    cycle++;
  }

  private long bit(int at, int index) {
    return inputs.get(at).charAt(index) - '0';
  }

  /** The present cycle, in run 0. */
  Lanes lanes() {
    return lanes;
  }
}
