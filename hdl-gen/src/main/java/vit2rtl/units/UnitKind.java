package vit2rtl.units;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.Tensor;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.QuantizedVit;

/**
 * A unit as everything outside knows it: its name, its settings, and how configurations come from settings, files of
 * tensors and models. Commands, benches, places of a network, boards and IPs follow from this and from the
 * {@linkplain UnitConfig configuration}; {@link UnitKinds} lists the kinds there are.
 */
public interface UnitKind {

  /** Name on the command line, and in names of modules. */
  String name();

  /** The number that boards and IPs say what they compute by; never used for another kind. */
  int code();

  /** A few words, for the titles of documents. */
  String title();

  /** One sentence. */
  String summary();

  /** What can be set; {@code lanes} is always among them, and {@code tables} where constants can be loaded. */
  List<Setting> settings();

  /** With these settings; constants that a model would give are drawn from the setting seed. */
  UnitConfig config(Settings settings);

  /** For the layer that a file of tensors describes. */
  UnitConfig config(SafeTensors in, Settings settings);

  /** What the user of a file of tensors should know besides: sentences, usually none. */
  default List<String> notices(SafeTensors in, Settings settings) {
    return List.of();
  }

  /**
   * For every layer of a quantised model that this unit computes, by name; none where the model has no such. With
   * loadable tables all of them make the same unit, wide enough for every layer.
   */
  default Map<String, UnitConfig> layers(QuantizedVit model, Settings settings) {
    return Map.of();
  }

  /** The same for a Swin. */
  default Map<String, UnitConfig> layers(QuantizedSwin model, Settings settings) {
    return Map.of();
  }

  /** The same for a network of any kind. */
  default Map<String, UnitConfig> layersOf(QuantizedModel model, Settings settings) {
    return model instanceof QuantizedSwin swin ? layers(swin, settings) : layers((QuantizedVit) model, settings);
  }

  /** Where a network's tensors pass through a layer of this unit. */
  default List<Place> places(QuantizedVit model) {
    return List.of();
  }

  /** The same for a Swin. */
  default List<Place> places(QuantizedSwin model) {
    return List.of();
  }

  /** The same for a network of any kind. */
  default List<Place> placesOf(QuantizedModel model) {
    return model instanceof QuantizedSwin swin ? places(swin) : places((QuantizedVit) model);
  }

  /** Name of the tensor of rows in files. */
  default String rowsName() {
    return "q_in";
  }

  /** What a row consists of, in the plural. */
  default String elements() {
    return "channels";
  }

  /** Name of the setting that says how many elements a row has. */
  default String lengthSetting() {
    return "channels";
  }

  /** The rows of a file of tensors, [rows, elements]. */
  default Tensor rows(SafeTensors in) {
    Tensor rows = in.tensor(rowsName());
    if (rows.shape().size() != 2 || rows.size() == 0) {
      throw new InputException("tensor '" + rowsName() + "' of " + in.file() + " has shape " + rows.shape()
          + "; needed: [rows, " + elements() + "], both at least 1");
    }
    return rows;
  }

  /**
   * {@link #layers} from the layers' parameters.
   *
   * @param own    a unit for one layer
   * @param shared a loadable unit for several layers, with the constants of the first
   * @param with   the same unit with another layer's constants
   */
  static <P, C extends UnitConfig> Map<String, UnitConfig> configs(Map<String, P> layers, Settings settings,
      Function<P, C> own, Function<List<P>, C> shared, BiFunction<C, P, C> with) {
    Map<String, UnitConfig> configs = new LinkedHashMap<>();
    if (layers.isEmpty() || settings.tables() == TableSource.BAKED) {
      layers.forEach((name, layer) -> configs.put(name, own.apply(layer)));
      return configs;
    }
    C unit = shared.apply(List.copyOf(layers.values()));
    layers.forEach((name, layer) -> configs.put(name, with.apply(unit, layer)));
    return configs;
  }
}
