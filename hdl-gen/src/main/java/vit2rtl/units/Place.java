package vit2rtl.units;

import java.util.List;

/**
 * A place of a network where a unit works: some rows of an integer tensor pass through one of its layers.
 *
 * @param name   of the place, unlike any other in the network
 * @param layer  name of the layer, as {@link UnitKind#layers} has it
 * @param tensor name of the tensor that arrives, as the network shows it
 * @param starts where, in the order they arrive, pieces of the tensor of one image begin
 * @param count  elements of a piece
 */
public record Place(String name, String layer, String tensor, List<Integer> starts, int count) {

  public Place {
    starts = List.copyOf(starts);
  }

  /** Of one piece. */
  public Place(String name, String layer, String tensor, int from, int count) {
    this(name, layer, tensor, List.of(from), count);
  }
}
