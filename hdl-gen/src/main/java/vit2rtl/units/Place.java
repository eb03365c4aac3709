package vit2rtl.units;

/**
 * A place of a network where a unit works: some rows of an integer tensor pass through one of its layers.
 *
 * @param name   of the place, unlike any other in the network
 * @param layer  name of the layer, as {@link UnitKind#layers} has it
 * @param tensor name of the tensor that arrives, as the network shows it
 * @param from   its first element that arrives here, of one image
 * @param count  how many elements arrive here
 */
public record Place(String name, String layer, String tensor, int from, int count) {}
