package vit2rtl.fpga;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.hdl.Hdl;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.softmax.SoftmaxConfig;

/** A unit as FPGA projects take it: what they must know to feed it, and the module itself. */
public sealed interface FpgaUnit {

  /** Kinds of units, with the code that a board or an IP gives them. */
  enum Kind {
    LAYERNORM(1), SOFTMAX(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  Kind kind();

  UnitConfig config();

  /** Row length and lanes. */
  default Rows rows() {
    return config().rows();
  }

  /** Elements per row. */
  default int rowLength() {
    return rows().length();
  }

  default int inputBits() {
    return config().inputs().bits();
  }

  default int outputBits() {
    return config().outputs().bits();
  }

  default CodeFormat.Sign inputSign() {
    return sign(config().inputs());
  }

  default CodeFormat.Sign outputSign() {
    return sign(config().outputs());
  }

  private static CodeFormat.Sign sign(IntRange codes) {
    return codes.min() < 0 ? CodeFormat.Sign.SIGNED : CodeFormat.Sign.UNSIGNED;
  }

  default TableSource tables() {
    return config().tables();
  }

  /** Cycles from a row's first beat in to its first beat out, nobody stalling. */
  default int latency() {
    return config().latency();
  }

  /** The module; called during an elaboration. */
  default RowUnit<?, ?> create() {
    return config().create();
  }

  /** CRC-32 of the unit's Verilog: two boards with the same fingerprint compute the same. */
  default int fingerprint() {
    CRC32 crc = new CRC32();
    crc.update(Hdl.elaborate(this::create).text().getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  /** LayerNorm. */
  record LayerNorm(LayerNormConfig config) implements FpgaUnit {
    @Override
    public Kind kind() {
      return Kind.LAYERNORM;
    }
  }

  /** Log-Int-Softmax. */
  record Softmax(SoftmaxConfig config) implements FpgaUnit {
    @Override
    public Kind kind() {
      return Kind.SOFTMAX;
    }
  }
}
