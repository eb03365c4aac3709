package vit2rtl.fpga.axi;

import java.util.List;
import java.util.Optional;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.axi.Register.Access;
import vit2rtl.fpga.axi.Register.Field;
import vit2rtl.fpga.axi.Register.Source;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.units.TableSource;

/**
 * How a unit's tables are loaded over the bus: a place, then the constant's high bits, then its low word, whose write
 * stores the constant.
 */
sealed interface Loading permits LayerNormLoading, SoftmaxLoading {
  int ADDRESS = 0x30;
  int CODE = 0x34;
  int HIGH = 0x38;
  int LOW = 0x3C;

  /** Empty where the unit's tables are baked. */
  static Optional<Loading> of(FpgaUnit unit) {
    if (unit.tables() == TableSource.BAKED) {
      return Optional.empty();
    }
    return Optional.of(unit instanceof FpgaUnit.LayerNorm layerNorm
        ? new LayerNormLoading(layerNorm.config())
        : new SoftmaxLoading(((FpgaUnit.Softmax) unit).config()));
  }

  /** The registers, in order of their offsets. */
  List<Register> registers();

  /** Drives the unit's load port from the registers. */
  void connect(Component module, AxiRegisters registers);

  /** Whether the place that the registers hold exists. */
  Bool exists(AxiRegisters registers);

  /** The method of the Python driver that loads a layer. */
  String python();

  static Register address(List<Field> fields) {
    Field top = fields.get(fields.size() - 1);
    return new Register("LOAD_ADDRESS", ADDRESS, Access.WRITE_ONLY, new Source.Held(top.low() + top.width()),
        "Where the next constant goes.", fields);
  }

  static Register high(int dataBits) {
    return new Register("LOAD_HIGH", HIGH, Access.WRITE_ONLY, new Source.Held(Math.max(0, dataBits - 32)),
        "Bits 32 and up of the next constant"
            + (dataBits > 32 ? ", " + (dataBits - 32) + " of them used." : "; none used."),
        List.of());
  }

  static Register low(String which) {
    return new Register("LOAD_LOW", LOW, Access.WRITE_ONLY, new Source.Load(),
        "Bits 31 to 0 of the constant (" + which + "). The write stores it. Refused with SLVERR and LOAD_REFUSED,"
            + " storing nothing, while rows are inside or offered, or where LOAD_ADDRESS names no place; rows may"
            + " start once the write is answered. Load all constants again after a reset.", List.of());
  }
}
