package vit2rtl.units;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;

/**
 * A unit with one layer's constants, which says everything about itself once: how rows travel through it, what integers
 * they are made of, what it computes, what constants it needs, which rows try it hardest, how long it takes, and the
 * hardware.
 */
public interface UnitConfig {

  UnitKind kind();

  /** Length and lanes of the rows that come in. */
  Rows rows();

  /** Length and lanes of the rows that go out: the same, unless a unit says otherwise. */
  default Rows results() {
    return rows();
  }

  /** A second stream; most units have none. */
  default Optional<SecondStream> beside() {
    return Optional.empty();
  }

  /** Elements of a row as benches and golden functions have it: those of in, then those of a second stream. */
  default int rowElements() {
    return beside().isPresent() ? 2 * rows().length() : rows().length();
  }

  /** How many rows are computed together, and how many come of them: one of each, unless a unit says otherwise. */
  default RowGroup group() {
    return RowGroup.SINGLE;
  }

  /**
   * Whether a row must be inside as a whole before the first of its results leaves, so that no result needs less: where
   * rows and results differ in length, unless a unit says otherwise.
   */
  default boolean wholeRows() {
    return !results().equals(rows());
  }

  /** Where the constants are. */
  TableSource tables();

  /** How many layers' constants the unit holds; with several, every row says which layer it belongs to. */
  default int layers() {
    return 1;
  }

  /** The constants, with the elements of this configuration's layer. */
  List<ConstantTable<?>> constants();

  /**
   * What the load port takes so that the unit computes the layer of this configuration: the values of its signals but
   * {@code load_valid}, cycle by cycle; nothing where constants are baked.
   */
  default List<Map<String, Long>> loading() {
    return loading(0);
  }

  /** The same for a unit that holds the constants of several layers, as the one of this number. */
  default List<Map<String, Long>> loading(int layer) {
    return tables() == TableSource.BAKED ? List.of() : LoadFormat.of(this).cycles(layer);
  }

  /**
   * The same unit with other constants, drawn from all that it can be loaded with; nothing where constants are baked, or
   * where the unit has no way to draw them.
   */
  default Optional<UnitConfig> drawn(Random random) {
    return Optional.empty();
  }

  /** The integers a unit takes. */
  IntRange inputs();

  /** The integers a unit gives. */
  IntRange outputs();

  /** What the unit computes, on whole rows: the definition that the hardware is compared with. */
  UnaryOperator<int[]> golden();

  /**
   * A row that may come, made of one of any integers of {@link #inputs}: that row itself, unless a unit takes only what
   * the operation before it can give.
   */
  default int[] admissible(int[] row) {
    return row;
  }

  /** A row that hits the ties and limits of this layer, which random rows seldom do. */
  int[] critical(Random random);

  /** What the same operation in double precision makes of a row. */
  Reference reference(int[] row);

  /** The number that a result stands for, in the units of {@link Reference#values}. */
  default double value(int code) {
    return code;
  }

  /** Rows and this layer as a file of tensors that {@link UnitKind#config(SafeTensors, Settings)} reads. */
  SafeTensorsWriter tensors(int[] rows);

  /** The settings that such a file leaves open, with their values here. */
  Map<String, String> settings();

  /** Results as the tensors of an output file. */
  default SafeTensorsWriter result(int[] out) {
    int length = results().length();
    SafeTensorsWriter writer = new SafeTensorsWriter();
    if (outputs().bits() > Byte.SIZE) {
      return writer.i32("q_out", out, out.length / length, length);
    }
    return outputs().min() < 0
        ? writer.i8("q_out", out, out.length / length, length)
        : writer.u8("q_out", out, out.length / length, length);
  }

  /** Cycles from the first beat of a row in to the first beat out, nobody stalling. */
  int latency();

  /**
   * Cycles from the first beat out to the last, inclusive, of so many groups of rows back to back, nobody stalling: one
   * beat per cycle, unless a unit takes longer over a row. Where the number depends on more than the shape, the least
   * and the greatest.
   */
  default IntRange outCycles(int groups) {
    long cycles = (long) groups * group().results() * results().beats();
    return new IntRange(cycles, cycles);
  }

  /** The unit; called during an elaboration. */
  RowUnit<?, ?> create();
}
