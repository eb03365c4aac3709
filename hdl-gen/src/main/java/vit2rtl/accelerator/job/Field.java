package vit2rtl.accelerator.job;

/**
 * A number in a job.
 *
 * @param name what it says
 * @param bits its width, at least 1; two's complement where it is signed
 */
public record Field(String name, int bits) {

  /** A field that holds 0…max. */
  static Field upTo(String name, long max) {
    return new Field(name, Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(max)));
  }
}
