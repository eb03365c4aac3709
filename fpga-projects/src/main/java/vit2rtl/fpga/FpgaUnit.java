package vit2rtl.fpga;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import vit2rtl.golden.CodeFormat;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Int;
import vit2rtl.hdl.Stream;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormUnit;
import vit2rtl.units.softmax.SoftmaxConfig;
import vit2rtl.units.softmax.SoftmaxUnit;

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

  /** Row length and lanes. */
  Rows rows();

  /** Elements per row. */
  default int rowLength() {
    return rows().length();
  }

  int inputBits();

  int outputBits();

  CodeFormat.Sign inputSign();

  CodeFormat.Sign outputSign();

  TableSource tables();

  /** Cycles from a row's first beat in to its first beat out, nobody stalling. */
  int latency();

  /** The module; called during an elaboration. */
  Component create();

  /** The stream that a module made by {@link #create} receives. */
  Stream<? extends Int> input(Component module);

  /** The stream that a module made by {@link #create} sends. */
  Stream<? extends Int> output(Component module);

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

    @Override
    public Rows rows() {
      return config.rows();
    }

    @Override
    public TableSource tables() {
      return config.tables();
    }

    @Override
    public int latency() {
      return LayerNormUnit.latency(config);
    }

    @Override
    public int inputBits() {
      return config.params().input().bits();
    }

    @Override
    public int outputBits() {
      return config.params().output().bits();
    }

    @Override
    public CodeFormat.Sign inputSign() {
      return config.params().input().sign();
    }

    @Override
    public CodeFormat.Sign outputSign() {
      return config.params().output().sign();
    }

    @Override
    public Component create() {
      return new LayerNormUnit(config);
    }

    @Override
    public Stream<? extends Int> input(Component module) {
      return ((LayerNormUnit) module).input;
    }

    @Override
    public Stream<? extends Int> output(Component module) {
      return ((LayerNormUnit) module).output;
    }
  }

  /** Log-Int-Softmax. */
  record Softmax(SoftmaxConfig config) implements FpgaUnit {
    @Override
    public Kind kind() {
      return Kind.SOFTMAX;
    }

    @Override
    public Rows rows() {
      return config.rows();
    }

    @Override
    public TableSource tables() {
      return config.tables();
    }

    @Override
    public int latency() {
      return SoftmaxUnit.latency(config);
    }

    @Override
    public int inputBits() {
      return config.params().exp().scoreBits();
    }

    @Override
    public int outputBits() {
      return config.params().fieldBits();
    }

    @Override
    public CodeFormat.Sign inputSign() {
      return CodeFormat.Sign.UNSIGNED;
    }

    @Override
    public CodeFormat.Sign outputSign() {
      return CodeFormat.Sign.UNSIGNED;
    }

    @Override
    public Component create() {
      return new SoftmaxUnit(config);
    }

    @Override
    public Stream<? extends Int> input(Component module) {
      return ((SoftmaxUnit) module).input;
    }

    @Override
    public Stream<? extends Int> output(Component module) {
      return ((SoftmaxUnit) module).output;
    }
  }
}
