package vit2rtl.units.ptf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtf;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Reference;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.Setting;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/**
 * Configuration of {@link PtfUnit}.
 *
 * @param params   integers of the layer (initial ones, when loadable)
 * @param lanes    elements per beat
 * @param tables   BAKED or LOADABLE
 * @param minShift least t = m + α the unit can work with; the smaller the range of t, the smaller the unit
 * @param maxShift greatest t
 * @param layers   how many layers' constants it holds
 */
public record PtfConfig(ResidualToPtfParams params, int lanes, TableSource tables, int minShift, int maxShift,
    int layers) implements UnitConfig {

  public PtfConfig {
    RowUnit.checkLayers("ptf", layers, tables);
    new Rows(params.channels(), lanes);
    if (minShift < 0 || minShift > params.shifts().min() || maxShift < params.shifts().max()) {
      throw new InputException("residual to PTF codes: the unit's shifts are " + minShift + " to " + maxShift
          + "; the layer needs " + params.shifts());
    }
  }

  /** One layer, its constants baked in. */
  public static PtfConfig of(ResidualToPtfParams params, int lanes, TableSource tables) {
    IntRange shifts = params.shifts();
    return new PtfConfig(params, lanes, tables, (int) shifts.min(), (int) shifts.max(), 1);
  }

  /** The same layer in a unit for other shifts, those of the layer among them. */
  public PtfConfig withShifts(int least, int greatest) {
    return new PtfConfig(params, lanes, tables, least, greatest, layers);
  }

  /** The same unit holding the constants of so many layers. */
  public PtfConfig withLayers(int count) {
    return new PtfConfig(params, lanes, tables, minShift, maxShift, count);
  }

  /** The same unit loaded with another layer, which must agree in everything that cannot be loaded. */
  public PtfConfig withParams(ResidualToPtfParams layer) {
    if (layer.channels() != params.channels() || layer.residualBits() != params.residualBits()
        || !layer.output().equals(params.output())) {
      throw new InputException("residual to PTF codes: layers of one loadable unit differ in channels, residual bits or"
          + " codes: only layers of one shape can share a unit");
    }
    return new PtfConfig(layer, lanes, tables, minShift, maxShift, layers);
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
        new IntRange(2L * codes.min() + 1, 2L * codes.max() + 1), 2, 1, new long[] {2L * params.zeroPoint() + 1});
  }

  @Override
  public Optional<UnitConfig> drawn(Random random) {
    if (tables == TableSource.BAKED) {
      return Optional.empty();
    }
    int shift = Math.min(ResidualToPtfParams.MAX_SHIFT, random.nextInt(minShift, maxShift + 1));
    int least = Math.max(0, minShift - shift);
    int greatest = Math.min(maxShift - shift, LayerNormParams.MAX_ALPHA);
    return Optional.of(withParams(new ResidualToPtfParams(params.residualBits(), shift,
        random.ints(params.channels(), least, greatest + 1).toArray(),
        random.nextInt(params.output().min(), params.output().max() + 1), params.output())));
  }

  @Override
  public UnitKind kind() {
    return new PtfKind();
  }

  @Override
  public UnaryOperator<int[]> golden() {
    return new ResidualToPtf(params)::apply;
  }

  /** Residuals in the middle between two codes and beside it, often at the least and the greatest code. */
  @Override
  public int[] critical(Random random) {
    int[] alpha = params.alpha();
    CodeFormat codes = params.output();
    int[] row = new int[alpha.length];
    for (int c = 0; c < alpha.length; c++) {
      int shift = params.shift() + alpha[c];
      int code = switch (random.nextInt(4)) {
        case 0 -> codes.min();
        case 1 -> codes.max();
        default -> random.nextInt(codes.min(), codes.max() + 1);
      };
      long middle = ((long) (code - params.zeroPoint()) << shift) + (1L << shift >> 1) * (random.nextInt(3) - 1);
      row[c] = (int) inputs().saturate(middle + random.nextInt(3) - 1);
    }
    return row;
  }

  @Override
  public Reference reference(int[] row) {
    int[] alpha = params.alpha();
    double[] values = new double[row.length];
    int[] codes = new int[row.length];
    for (int c = 0; c < row.length; c++) {
      double exact = Math.scalb((double) row[c], -(params.shift() + alpha[c])) + params.zeroPoint();
      values[c] = Math.max(params.output().min(), Math.min(params.output().max(), exact));
      codes[c] = (int) Math.floor(values[c] + 0.5);
    }
    return new Reference(codes, values);
  }

  @Override
  public SafeTensorsWriter tensors(int[] rows) {
    int channels = params.channels();
    return new SafeTensorsWriter()
        .i32("r_in", rows, rows.length / channels, channels)
        .u8("alpha", params.alpha(), channels)
        .i32("shift", new int[] {params.shift()}, 1)
        .i32("zp_out", new int[] {params.zeroPoint()}, 1);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("residual-bits", String.valueOf(params.residualBits()), "bits",
        String.valueOf(params.output().bits()), "sign", Setting.word(params.output().sign()));
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
