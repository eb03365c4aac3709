package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.Vec;
import vit2rtl.hdl.stream.StreamFifo;

/**
 * The jobs that a part has been given, {@link #DEPTH} at most, and the conditions under which the first may begin. With
 * each job comes, for every part, whether it waits for it and the count of finished jobs it waits for, modulo
 * 2^{@link #COUNT_BITS}; counts of a part in the stream and finished ones are never half the modulus apart.
 */
final class JobQueue extends Component {
  static final int COUNT_BITS = 4;
  static final int DEPTH = 2;
  /** Conditions in front of the fields. */
  static final int NEED_BITS = (COUNT_BITS + 1) * Unit.values().length;

  private final int fieldBits;

  final Stream<UInt> input;
  /** Finished jobs of every part. */
  final Vec<UInt> finished = in("finished", Vec.type(Unit.values().length, UInt.bits(COUNT_BITS)));
  final Bool jobValid = out("job_valid", Bool.bool());
  final UInt job;
  final Bool take = in("take", Bool.bool());

  JobQueue(int fieldBits) {
    super("JobQueue" + fieldBits);
    this.fieldBits = fieldBits;
    this.input = in("in", Stream.of(UInt.bits(NEED_BITS + fieldBits), 1).withoutLast());
    this.job = out("job", UInt.bits(fieldBits));
  }

  @Override
  protected void build() {
    StreamFifo<UInt> queue = instance("queue", () -> new StreamFifo<>("JobFifo" + fieldBits, input.shape(), DEPTH));
    input.into(queue.input);
    UInt head = queue.output.payload().get(0);
    Bool met = queue.output.valid();
    for (Unit unit : Unit.values()) {
      int low = unit.ordinal() * (COUNT_BITS + 1);
      Bool waits = head.bit(low + COUNT_BITS);
      UInt behind = finished.get(unit.ordinal()).subtractModulo(head.slice(low + COUNT_BITS - 1, low), COUNT_BITS);
      met = met.and(waits.and(behind.msb()).not());
    }
    jobValid.set(met);
    job.set(head.slice(NEED_BITS + fieldBits - 1, NEED_BITS));
    queue.output.ready().set(take);
    check(take.not().or(met), "a job is taken whose conditions are not met");
  }
}
