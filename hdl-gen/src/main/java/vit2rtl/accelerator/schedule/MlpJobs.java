package vit2rtl.accelerator.schedule;

import java.util.List;
import java.util.Optional;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.LayerKind;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.job.DrainTarget;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.JobTensors;
import vit2rtl.accelerator.job.Source;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.vit.VitShape;

/** fc1, GELU and fc2 of a block, and the LayerNorm behind it. */
final class MlpJobs {
  private final AcceleratorConfig config;
  private final Layout layout;
  private final VitShape shape;
  private final Emitter out;
  private final StreamJobs stream;
  private final String name;
  private final BlockParams block;
  private final String nextPlace;
  private final NormParams next;
  private final int nextRows;
  private final Operand firstOperand;
  private final Operand secondOperand;
  private LinearJobs fc1;
  private LinearJobs fc2;

  MlpJobs(AcceleratorConfig config, Emitter out, StreamJobs stream, String name, BlockParams block, String nextPlace,
      NormParams next, int nextRows) {
    this.config = config;
    this.layout = new Layout(config);
    this.shape = config.shape();
    this.out = out;
    this.stream = stream;
    this.name = name;
    this.block = block;
    this.nextPlace = nextPlace;
    this.next = next;
    this.nextRows = nextRows;
    this.firstOperand = Operand.of(block.fc1(), shape.width());
    this.secondOperand = Operand.of(block.fc2(), shape.mlp());
  }

  /** Loads the constants of both layers and of GELU. */
  void constants() {
    int bank = out.nextGeluBank();
    new TableJobs(config, out).load(out::later, name + "mlp.gelu", block.gelu(), bank);
    fc1 = linear("mlp.fc1", firstOperand, shape.mlp(), Conversion.gelu(block.fc1Codes(), block.gelu(), bank),
        LayerKind.FC1);
    fc2 = linear("mlp.fc2", secondOperand, shape.width(), stream.add(block.mlpAdd()),
        LayerKind.FC2);
    fc1.constants(out::later);
    fc2.constants(out::later);
  }

  private LinearJobs linear(String layer, Operand operand, int outputs, Conversion conversion, LayerKind kind) {
    return new LinearJobs(config, out, name + layer, operand, Columns.of(0, outputs, config.columns()), conversion,
        layout.columnBase(kind), List.of());
  }

  private Activations active(Rows rows) {
    return Activations.of(Source.HIDDEN, Memory.HIDDEN, secondOperand.unsigned(), layout.hiddenBase(),
        layout.hiddenWords(), rows);
  }

  /** fc1 and GELU of some rows. */
  void first(Rows rows) {
    Activations in = Activations.of(Source.NORMED, Memory.NORMED, firstOperand.unsigned(), 0, layout.normedWords(),
        rows);
    Activations active = active(rows);
    for (int i = 0; i < fc1.tiles(); i++) {
      Columns tile = fc1.tile(i);
      fc1.tile(i, in, Destination.of(DrainTarget.HIDDEN, active.address(), tile.offset(), config.inner(),
          config.lanes(), layout.hiddenWords(), active.region()),
          new JobTensors.Drained(name + "mlp.fc1.acc", Optional.of(name + "mlp.fc1"), 0, Optional.of(name + "mlp.gelu"),
              rows.from(), rows.count(), tile.drained(config.lanes())));
    }
  }

  /** fc2 of some rows, added to the stream, and their next LayerNorm. */
  void second(Rows rows) {
    stream.add(fc2, active(rows), rows, name + "mlp.fc2.acc", name + "out").forEach(Runnable::run);
    // Not before: the LayerNorm of the last rows before the MLP still has its own.
    if (rows.from() == 0) {
      stream.constants(nextPlace, next, out::constants);
    }
    stream.norm(nextPlace, rows, nextRows);
  }
}
