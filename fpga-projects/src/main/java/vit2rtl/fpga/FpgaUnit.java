package vit2rtl.fpga;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.hdl.Hdl;
import vit2rtl.units.RowGroup;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/**
 * A unit as FPGA projects take it: what they must know to feed it, and the module itself.
 *
 * @param config what the unit says about itself
 */
public record FpgaUnit(UnitConfig config) {
  public FpgaUnit {
    if (config.layers() != 1) {
      throw new InputException(config.kind().name() + " on a board or as an IP: layers=" + config.layers()
          + "; allowed: 1, as nothing there says which layer a row belongs to");
    }
    config.beside().ifPresent(beside -> {
      throw new InputException(config.kind().name() + " on a board or as an IP: a second stream, " + beside.stream()
          + "; allowed: units with one");
    });
    if (!config.results().equals(config.rows()) || !config.group().equals(RowGroup.SINGLE)) {
      throw new InputException(config.kind().name() + " on a board or as an IP: " + text(config.group().rows(),
          config.rows()) + " become " + text(config.group().results(), config.results())
          + "; allowed: units that give rows as they take them");
    }
  }

  private static String text(int count, Rows rows) {
    return (count == 1 ? "a row" : count + " rows") + " of " + rows.length() + " in beats of " + rows.lanes();
  }

  public UnitKind kind() {
    return config.kind();
  }

  /** Row length and lanes. */
  public Rows rows() {
    return config.rows();
  }

  /** Elements per row. */
  public int rowLength() {
    return rows().length();
  }

  public int inputBits() {
    return config.inputs().bits();
  }

  /** Whole bytes that an input element takes. */
  public int inputBytes() {
    return bytes(inputBits());
  }

  public int outputBits() {
    return config.outputs().bits();
  }

  /** Whole bytes that an output element takes. */
  public int outputBytes() {
    return bytes(outputBits());
  }

  private static int bytes(int bits) {
    return (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  public CodeFormat.Sign inputSign() {
    return sign(config.inputs());
  }

  public CodeFormat.Sign outputSign() {
    return sign(config.outputs());
  }

  private static CodeFormat.Sign sign(IntRange codes) {
    return codes.min() < 0 ? CodeFormat.Sign.SIGNED : CodeFormat.Sign.UNSIGNED;
  }

  public TableSource tables() {
    return config.tables();
  }

  /** Cycles from a row's first beat in to its first beat out, nobody stalling. */
  public int latency() {
    return config.latency();
  }

  /** The module; called during an elaboration. */
  public RowUnit<?, ?> create() {
    return config.create();
  }

  /** CRC-32 of the unit's Verilog: two boards with the same fingerprint compute the same. */
  public int fingerprint() {
    CRC32 crc = new CRC32();
    crc.update(Hdl.elaborate(this::create).text().getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }
}
