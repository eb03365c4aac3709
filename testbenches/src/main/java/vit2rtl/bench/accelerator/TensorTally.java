package vit2rtl.bench.accelerator;

/**
 * What the comparison of one tensor of the network gave, over images and runs.
 *
 * @param elements   elements compared
 * @param mismatches those that differ
 */
public record TensorTally(long elements, long mismatches) {

  TensorTally plus(TensorTally more) {
    return new TensorTally(elements + more.elements, mismatches + more.mismatches);
  }
}
