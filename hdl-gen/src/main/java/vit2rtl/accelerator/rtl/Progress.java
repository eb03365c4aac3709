package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/** Counts the finished jobs of every part, modulo 2^{@link JobQueue#COUNT_BITS}. */
@Summary("Counts the finished jobs of every part.")
final class Progress extends Component {
  final Vec<Bool> done = in("done", Vec.type(Unit.values().length, Bool.bool()));
  final Vec<UInt> finished = out("finished", Vec.type(Unit.values().length, UInt.bits(JobQueue.COUNT_BITS)));

  @Override
  protected void build() {
    for (Unit unit : Unit.values()) {
      UInt count = reg("count_" + unit.name().toLowerCase(java.util.Locale.ROOT), UInt.bits(JobQueue.COUNT_BITS), 0);
      when(done.get(unit.ordinal()), () -> count.set(count.add(1).truncate(JobQueue.COUNT_BITS)));
      finished.get(unit.ordinal()).set(count);
    }
  }
}
