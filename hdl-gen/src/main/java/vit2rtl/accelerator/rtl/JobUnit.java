package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.job.Field;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/**
 * A part that carries out jobs. While {@code job_valid} is high a job whose conditions are met waits in {@code job};
 * {@code take} takes it, and the part reads its fields in that cycle. {@code done} is high for one cycle when everything
 * the job reads has been read and everything it writes can be read.
 */
abstract class JobUnit extends Component {
  private final JobFormat format;
  private final Unit unit;

  final Bool jobValid = in("job_valid", Bool.bool());
  final UInt job;
  final Bool take = out("take", Bool.bool());
  final Bool done = out("done", Bool.bool());

  JobUnit(String name, JobFormat format, Unit unit) {
    super(name);
    this.format = format;
    this.unit = unit;
    this.job = in("job", UInt.bits(Math.max(1, format.bits(unit))));
  }

  /** A field of the waiting job. */
  final UInt field(String name) {
    int low = place(name);
    return job.slice(low + bits(name) - 1, low);
  }

  private int place(String name) {
    int low = 0;
    for (Field field : format.fields(unit)) {
      if (field.name().equals(name)) {
        return low;
      }
      low += field.bits();
    }
    throw new IllegalArgumentException(unit + " has no field " + name);
  }

  private int bits(String name) {
    return format.fields(unit).stream().filter(field -> field.name().equals(name)).findFirst().orElseThrow().bits();
  }

  /** A field of the waiting job in two's complement. */
  final SInt signedField(String name) {
    return field(name).asBits().asSInt();
  }

  /**
   * A field of the job that was taken last. Bits that the dispatcher {@linkplain JobFormat#isPassedBit passes on} stay by
   * themselves.
   */
  final UInt held(String name) {
    int low = place(name);
    int end = low + bits(name);
    UInt whole = null;
    for (int from = low; from < end;) {
      boolean passed = format.isPassedBit(from);
      int to = from + 1;
      while (to < end && format.isPassedBit(to) == passed) {
        to++;
      }
      UInt part = job.slice(to - 1, from);
      String suffix = from == low && to == end ? "" : "_" + (from - low);
      UInt held = passed ? part : next(take, "job_" + name + suffix, part);
      whole = whole == null ? held : held.concat(whole);
      from = to;
    }
    return whole;
  }

  final SInt heldSigned(String name) {
    boolean passed = false;
    for (int bit = place(name); bit < place(name) + bits(name); bit++) {
      passed |= format.isPassedBit(bit);
    }
    return passed ? held(name).asBits().asSInt() : next(take, "job_" + name, signedField(name));
  }
}
