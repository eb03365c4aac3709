package vit2rtl.fpga;

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
public record FpgaUnit(UnitConfig config) implements BoardUnit {
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

  @Override
  public String name() {
    return kind().name();
  }

  @Override
  public int code() {
    return kind().code();
  }

  /** Elements per row. */
  @Override
  public int rowLength() {
    return rows().length();
  }

  /** As many as its rows have. */
  @Override
  public int results() {
    return rowLength();
  }

  @Override
  public int inputBits() {
    return config.inputs().bits();
  }

  @Override
  public int outputBits() {
    return config.outputs().bits();
  }

  /** Whole bytes that an output element takes. */
  public int outputBytes() {
    return BoardUnit.bytes(outputBits());
  }

  @Override
  public CodeFormat.Sign inputSign() {
    return BoardUnit.sign(config.inputs());
  }

  @Override
  public CodeFormat.Sign outputSign() {
    return BoardUnit.sign(config.outputs());
  }

  public TableSource tables() {
    return config.tables();
  }

  /** Cycles from a row's first beat in to its first beat out, nobody stalling. */
  public int latency() {
    return config.latency();
  }

  @Override
  public void requireOnBoard() {
    String onBoard = name() + " on a board: ";
    if (rows().lanes() != 1) {
      throw new InputException(onBoard + "lanes=" + rows().lanes() + "; allowed: 1, as the serial line brings one"
          + " element at a time");
    }
    if (tables() != TableSource.BAKED) {
      throw new InputException(onBoard + "tables=loadable; allowed: baked");
    }
    if (outputBits() > Byte.SIZE) {
      throw new InputException(onBoard + "output elements of " + outputBits()
          + " bits, the zero state included; allowed: at most 8: use fewer bits, or zero=top-code or clip");
    }
  }

  @Override
  public boolean holdsRows() {
    return latency() >= rows().beats();
  }

  @Override
  public Ends place(Parent parent) {
    RowUnit<?, ?> unit = parent.place(name(), this::create);
    return new Ends(unit.input, unit.output);
  }

  /** The module; called during an elaboration. */
  public RowUnit<?, ?> create() {
    return config.create();
  }

  @Override
  public int fingerprint() {
    return BoardUnit.fingerprint(Hdl.elaborate(this::create));
  }
}
