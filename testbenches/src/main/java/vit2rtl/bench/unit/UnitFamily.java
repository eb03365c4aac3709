package vit2rtl.bench.unit;

import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.bench.UnitBench;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.network.QuantizedVit;

/** A hardware unit as the command line knows it: by name, with settings. */
public interface UnitFamily {

  String name();

  /** One sentence. */
  String summary();

  List<Setting> settings();

  /** A bench of the unit with these settings; constants that a model would give are drawn from the setting seed. */
  UnitBench bench(Settings settings);

  /** A bench for the layer and the rows that a file of tensors describes. */
  UnitBench bench(SafeTensors in, Settings settings);

  /**
   * A bench for every layer of a quantised model that this unit computes, by name; none where the model has no such.
   * With loadable tables all of them have the same design, wide enough for every layer; it starts with the first one's.
   */
  default Map<String, UnitBench> benches(QuantizedVit model, Settings settings) {
    return Map.of();
  }

  /** What the user of a file of tensors should know besides: sentences, usually none. */
  default List<String> notices(SafeTensors in, Settings settings) {
    return List.of();
  }

  /** The input rows of a file of tensors. */
  int[] rows(SafeTensors in);

  /** The result of {@link #rows} as the tensors of an output file. */
  SafeTensorsWriter result(SafeTensors in, UnitBench bench, int[] out);

  /** Rows that exercise a unit: extremes, constants, narrow and wide spreads. */
  default int[] stimulus(UnitBench bench, int rows, Random random) {
    return Stimulus.rows(bench, rows, random);
  }
}
