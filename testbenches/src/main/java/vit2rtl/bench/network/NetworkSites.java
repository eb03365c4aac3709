package vit2rtl.bench.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.units.Place;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/**
 * Every place of an integer network where a unit works, in the order of the network, with the very numbers that some
 * images bring there. What a network computes in a way that no unit does, such as a softmax with uniform codes, is left
 * out.
 */
public final class NetworkSites {
  private record Found(Place place, UnitConfig config, Codes codes) {}

  private final Map<String, List<Found>> byTensor = new LinkedHashMap<>();
  /** Places in the order in which the network reaches them. */
  private final Map<String, Found> reached = new LinkedHashMap<>();

  private NetworkSites(IntegerNetwork network, int images, int lanes) {
    for (UnitKind kind : UnitKinds.all()) {
      List<Place> places = kind.placesOf(network.model());
      if (places.isEmpty()) {
        continue;
      }
      Map<String, UnitConfig> layers =
          kind.layersOf(network.model(), Settings.of(kind, Map.of("lanes", String.valueOf(lanes))));
      for (Place place : places) {
        byTensor.computeIfAbsent(place.tensor(), tensor -> new ArrayList<>())
            .add(new Found(place, layers.get(place.layer()), new Codes(images)));
      }
    }
  }

  /** Runs the images through the network; {@code progress} receives how many are done. */
  public static List<Site> of(IntegerNetwork network, Images images, int lanes, IntConsumer progress) {
    NetworkSites sites = new NetworkSites(network, images.size(), lanes);
    for (int i = 0; i < images.size(); i++) {
      network.logits(images.image(i), sites::see);
      progress.accept(i + 1);
    }
    return sites.reached.values().stream()
        .map(found -> new Site(found.place.name(), found.config, found.codes.all())).toList();
  }

  private void see(String name, int[] values, int rows, int columns) {
    for (Found found : byTensor.getOrDefault(name, List.of())) {
      found.place.starts().forEach(start -> found.codes.add(values, start, found.place.count()));
      reached.putIfAbsent(found.place.name(), found);
    }
  }
}
