package vit2rtl.units.ptf;

import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.hdl.SInt;
import vit2rtl.hdl.UInt;
import vit2rtl.hdl.UIntType;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;

/**
 * Configuration of {@link PtfUnit}.
 *
 * @param params   integers of the layer (initial ones, when loadable)
 * @param lanes    elements per beat
 * @param tables   BAKED or LOADABLE
 * @param minShift least t = m + α the unit can work with; the smaller the range of t, the smaller the unit
 * @param maxShift greatest t
 */
public record PtfConfig(ResidualToPtfParams params, int lanes, TableSource tables, int minShift, int maxShift)
    implements UnitConfig {

  public PtfConfig {
    new Rows(params.channels(), lanes);
    int least = params.shift() + Arrays.stream(params.alpha()).min().orElseThrow();
    int greatest = params.shift() + Arrays.stream(params.alpha()).max().orElseThrow();
    if (minShift < 0 || minShift > least || maxShift < greatest) {
      throw new InputException("residual to PTF codes: the unit's shifts are " + minShift + " to " + maxShift
          + "; the layer needs " + least + " to " + greatest);
    }
  }

  /** One layer, its constants baked in. */
  public static PtfConfig of(ResidualToPtfParams params, int lanes, TableSource tables) {
    int least = Arrays.stream(params.alpha()).min().orElseThrow();
    int greatest = Arrays.stream(params.alpha()).max().orElseThrow();
    return new PtfConfig(params, lanes, tables, params.shift() + least, params.shift() + greatest);
  }

  /** The same layer in a unit for other shifts, those of the layer among them. */
  public PtfConfig withShifts(int least, int greatest) {
    return new PtfConfig(params, lanes, tables, least, greatest);
  }

  /** The same unit loaded with another layer, which must agree in everything that cannot be loaded. */
  public PtfConfig withParams(ResidualToPtfParams layer) {
    if (layer.channels() != params.channels() || layer.residualBits() != params.residualBits()
        || !layer.output().equals(params.output())) {
      throw new InputException("residual to PTF codes: layers of one loadable unit differ in channels, residual bits or"
          + " codes: only layers of one shape can share a unit");
    }
    return new PtfConfig(layer, lanes, tables, minShift, maxShift);
  }

  @Override
  public Rows rows() {
    return new Rows(params.channels(), lanes);
  }

  @Override
  public List<ConstantTable<?>> constants() {
    return List.of(extraShift(), addend());
  }

  /** What a channel's t has above the least. */
  ConstantTable<UInt> extraShift() {
    int greatest = maxShift - minShift;
    UIntType exact = UInt.upTo(greatest);
    return new ConstantTable<>("extra_shift", "shift of the channel, less " + minShift,
        tables == TableSource.BAKED ? exact : UInt.bits(exact.width()), new IntRange(0, greatest), lanes,
        Arrays.stream(params.alpha()).mapToLong(alpha -> params.shift() + alpha - minShift).toArray());
  }

  /** 1 + 2·zp: what a doubled and shifted residual lacks to be a doubled and rounded code. */
  ConstantTable<SInt> addend() {
    CodeFormat codes = params.output();
    return new ConstantTable<>("addend", "twice the zero point of the codes, plus 1", SInt.bits(codes.bits() + 2),
        new IntRange(2L * codes.min() + 1, 2L * codes.max() + 1), 1, new long[] {2L * params.zeroPoint() + 1});
  }

  @Override
  public IntRange inputs() {
    return IntRange.signed(params.residualBits());
  }

  @Override
  public IntRange outputs() {
    return IntRange.of(params.output());
  }

  @Override
  public int latency() {
    return PtfUnit.STAGES.cycles();
  }

  @Override
  public PtfUnit create() {
    return new PtfUnit(this);
  }
}
