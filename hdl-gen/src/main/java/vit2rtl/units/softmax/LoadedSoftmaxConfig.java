package vit2rtl.units.softmax;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Reference;
import vit2rtl.units.RowUnit;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;

/**
 * A loadable softmax unit with exponentials of no score scale: any number from 1 on that its {@link ExpFormat} holds for
 * any distance. They need not fall, for a row's sum is at least any of its exponentials all the same. Rows that try it
 * hardest are those for which its exponentials have been drawn: {@link TightRows}.
 *
 * @param unit  the unit
 * @param tight rows with sums at the thresholds of codes, and the exponentials
 */
record LoadedSoftmaxConfig(SoftmaxConfig unit, TightRows tight) implements UnitConfig {

  /** With exponentials that are drawn. */
  static LoadedSoftmaxConfig drawn(SoftmaxConfig unit, Random random) {
    return new LoadedSoftmaxConfig(unit, TightRows.drawn(unit, random));
  }

  @Override
  public List<ConstantTable<?>> constants() {
    return unit.constants(tight.exponentials());
  }

  @Override
  public UnaryOperator<int[]> golden() {
    LogIntSoftmax golden = new LogIntSoftmax(unit.params(), tight.exponentials());
    return in -> golden.apply(in, rows().length());
  }

  @Override
  public int[] critical(Random random) {
    return tight.isEmpty() || random.nextBoolean() ? unit.critical(random) : tight.row(random);
  }

  /** Shares of the exponentials as they are. */
  @Override
  public Reference reference(int[] row) {
    int greatest = Arrays.stream(row).max().orElseThrow();
    long[] exponentials = tight.exponentials();
    return SoftmaxReference.of(unit.params(), Arrays.stream(row).mapToDouble(q -> exponentials[greatest - q]).toArray());
  }

  /** A file of tensors names a score scale. */
  @Override
  public SafeTensorsWriter tensors(int[] rows) {
    throw new UnsupportedOperationException("softmax: exponentials of no score scale cannot be written as tensors");
  }

  @Override
  public Optional<UnitConfig> drawn(Random random) {
    return unit.drawn(random);
  }

  @Override
  public UnitKind kind() {
    return unit.kind();
  }

  @Override
  public Rows rows() {
    return unit.rows();
  }

  @Override
  public boolean wholeRows() {
    return unit.wholeRows();
  }

  @Override
  public TableSource tables() {
    return unit.tables();
  }

  @Override
  public int layers() {
    return unit.layers();
  }

  @Override
  public IntRange inputs() {
    return unit.inputs();
  }

  @Override
  public IntRange outputs() {
    return unit.outputs();
  }

  @Override
  public double value(int code) {
    return unit.value(code);
  }

  @Override
  public Map<String, String> settings() {
    return unit.settings();
  }

  @Override
  public SafeTensorsWriter result(int[] out) {
    return unit.result(out);
  }

  @Override
  public int latency() {
    return unit.latency();
  }

  @Override
  public IntRange outCycles(int groups) {
    return unit.outCycles(groups);
  }

  @Override
  public RowUnit<UInt, UInt> create() {
    return unit.create();
  }
}
