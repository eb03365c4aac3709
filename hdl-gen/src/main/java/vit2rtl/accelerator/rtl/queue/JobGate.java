package vit2rtl.accelerator.rtl.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

/**
 * In place of the {@linkplain JobQueue queues}: the job that the dispatcher has read is shown to its part in the cycle
 * behind the one in which all that it must wait for has finished, and goes when the part begins it.
 *
 * <p>Meanwhile no other job is given out, so what the dispatcher says is left to wait for holds in every cycle anew, and
 * once it is nothing it stays so. That it is nothing is a register: no path goes from the ends of jobs to their beginnings.
 */
@Summary("Shows the job that the dispatcher has read to its part when all that it must wait for has finished.")
public final class JobGate extends Component {
  private final JobFormat format;

  /** A job for every part, of which one is valid; the conditions are the same on all. */
  public final List<Stream<UInt>> inputs = new ArrayList<>();
  public final List<Bool> jobValid = new ArrayList<>();
  public final List<UInt> job = new ArrayList<>();
  public final List<Bool> take = new ArrayList<>();

  public JobGate(JobFormat format) {
    super("JobGate");
    this.format = format;
    for (Unit unit : Unit.values()) {
      String name = unit.name().toLowerCase(Locale.ROOT);
      inputs.add(in("in_" + name, Stream.of(UInt.bits(JobQueue.NEED_BITS + bits(unit)), 1).withoutLast()));
      jobValid.add(out(name + "_valid", Bool.bool()));
      job.add(out(name, UInt.bits(bits(unit))));
      take.add(in(name + "_take", Bool.bool()));
    }
  }

  private int bits(Unit unit) {
    return Math.max(1, format.bits(unit));
  }

  @Override
  protected void build() {
    Bool waits = Bool.lit(false);
    for (int i = 0; i < inputs.size(); i++) {
      waits = waits.or(inputs.get(i).valid().and(take.get(i).not()));
    }
    Bool all = reg("met", Bool.bool(), 0);
    all.set(waits.and(inputs.get(0).payload().get(0).slice(JobQueue.NEED_BITS - 1, 0).eq(0)));
    for (Unit unit : Unit.values()) {
      int i = unit.ordinal();
      Stream<UInt> input = inputs.get(i);
      jobValid.get(i).set(input.valid().and(all));
      job.get(i).set(input.payload().get(0).slice(JobQueue.NEED_BITS + bits(unit) - 1, JobQueue.NEED_BITS));
      input.ready().set(take.get(i));
      check(take.get(i).not().or(input.valid().and(all)), "a job is taken whose conditions are not met");
    }
  }
}
