package vit2rtl.fpga.board;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Int;
import vit2rtl.hdl.Stream;
import vit2rtl.units.TableSource;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormUnit;
import vit2rtl.units.softmax.SoftmaxConfig;
import vit2rtl.units.softmax.SoftmaxUnit;

/** A unit that a board carries: one lane, tables baked in, elements of at most a byte. */
public sealed interface BoardUnit {

  /** Kinds of units, with the code a board's description gives them. */
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

  /** Elements per row. */
  int rowLength();

  int inputBits();

  int outputBits();

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
  record LayerNorm(LayerNormConfig config) implements BoardUnit {
    public LayerNorm {
      check("layernorm", config.lanes(), config.tables());
      if (config.params().input().sign() == CodeFormat.Sign.SIGNED
          || config.params().output().sign() == CodeFormat.Sign.SIGNED) {
        throw new InputException("layernorm on a board: signed codes; allowed: unsigned");
      }
    }

    @Override
    public Kind kind() {
      return Kind.LAYERNORM;
    }

    @Override
    public int rowLength() {
      return config.rows().length();
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
  record Softmax(SoftmaxConfig config) implements BoardUnit {
    public Softmax {
      check("softmax", config.rows().lanes(), config.tables());
      if (config.params().fieldBits() > 8) {
        throw new InputException("softmax on a board: attention codes of " + config.params().fieldBits()
            + " bits, the zero state included; allowed: at most 8: use fewer bits, or zero=top-code or clip");
      }
    }

    @Override
    public Kind kind() {
      return Kind.SOFTMAX;
    }

    @Override
    public int rowLength() {
      return config.rows().length();
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

  private static void check(String unit, int lanes, TableSource tables) {
    if (lanes != 1) {
      throw new InputException(unit + " on a board: lanes=" + lanes + "; allowed: 1, as the serial line brings one"
          + " element at a time");
    }
    if (tables != TableSource.BAKED) {
      throw new InputException(unit + " on a board: tables=loadable; allowed: baked");
    }
  }
}
