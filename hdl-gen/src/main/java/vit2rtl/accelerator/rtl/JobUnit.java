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
    int low = 0;
    for (Field field : format.fields(unit)) {
      if (field.name().equals(name)) {
        return job.slice(low + field.bits() - 1, low);
      }
      low += field.bits();
    }
    throw new IllegalArgumentException(unit + " has no field " + name);
  }

  /** A field of the waiting job in two's complement. */
  final SInt signedField(String name) {
    return field(name).asBits().asSInt();
  }

  /** A field of the job that was taken last. */
  final UInt held(String name) {
    return next(take, "job_" + name, field(name));
  }

  final SInt heldSigned(String name) {
    return next(take, "job_" + name, signedField(name));
  }
}
