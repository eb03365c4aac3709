package vit2rtl.units.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;

class PipelinedTreeTest {
  private static final int ROWS = 200;

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  static final class Dut extends Component {
    private final PipelinedTree tree;
    final Vec<UInt> x;
    final UInt sum = out(UInt.upTo(64 * 15));
    final UInt greatest = out(UInt.bits(4));

    Dut(PipelinedTree tree, int operands) {
      this.tree = tree;
      this.x = in(Vec.type(operands, UInt.bits(4)));
    }

    @Override
    protected void build() {
      Pipeline pipe = pipeline(Stages.of().then("level", tree.cycles(x.size())));
      sum.set(tree.build("added", pipe.start(), x.elements(), UInt::add).at(pipe.end()));
      greatest.set(tree.build("compared", pipe.start(), x.elements(), UInt::max).at(pipe.end()));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 2, 1", "1, 3, 2", "1, 7, 3", "1, 64, 6", "2, 1, 1", "2, 4, 1", "2, 5, 2", "2, 17, 3",
      "3, 64, 2"})
  void reducesAllOperandsInTheStagesItStates(int levels, int operands, int cycles) {
    PipelinedTree tree = new PipelinedTree(levels);
    assertEquals(cycles, tree.cycles(operands));
    Design<Dut> design = Hdl.design(() -> new Dut(tree, operands));
    int[][] rows = new int[ROWS][];
    Random random = new Random(1);
    Arrays.setAll(rows, i -> random.ints(operands, 0, 16).toArray());
    try (Simulation sim = Simulator.open(design.rtl())) {
      BlockRun.all(sim, cycles, ROWS, i -> {
        for (int k = 0; k < operands; k++) {
          sim.poke(design.top().x.get(k), rows[i][k]);
        }
      }, i -> {
        assertEquals(Arrays.stream(rows[i]).sum(), sim.peek(design.top().sum));
        assertEquals(Arrays.stream(rows[i]).max().orElseThrow(), sim.peek(design.top().greatest));
      });
    }
  }
}
