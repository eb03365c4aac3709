package vit2rtl.sim;

/**
 * Elements kept for later, in as few bytes as their range allows: an element is its distance from the least one in 8, 16 or 32
 * bits. Most jobs carry codes of 8 bits, and what they are kept in comes fresh from memory each time.
 */
final class KeptElements {
  private final int least;
  private final byte[] bytes;
  private final char[] pairs;
  private final int[] whole;

  private KeptElements(int least, byte[] bytes, char[] pairs, int[] whole) {
    this.least = least;
    this.bytes = bytes;
    this.pairs = pairs;
    this.whole = whole;
  }

  /**
   * A copy.
   *
   * @param elements all of them from {@code least} on
   * @param least    the least that may be
   * @param span     from it to the greatest that may be; beyond 16 bits, negative numbers included, whatever elements are
   */
  static KeptElements of(int[] elements, int least, int span) {
    if (span < 0 || span > Character.MAX_VALUE) {
      return new KeptElements(0, null, null, elements.clone());
    }
    if (span > 0xFF) {
      char[] pairs = new char[elements.length];
      for (int i = 0; i < pairs.length; i++) {
        pairs[i] = (char) (elements[i] - least);
      }
      return new KeptElements(least, null, pairs, null);
    }
    byte[] bytes = new byte[elements.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (elements[i] - least);
    }
    return new KeptElements(least, bytes, null, null);
  }

  /** How much they take. */
  long size() {
    return bytes != null ? bytes.length : pairs != null ? 2L * pairs.length : 4L * whole.length;
  }

  /** The elements, in an array that is nobody else's. */
  int[] elements() {
    if (whole != null) {
      return whole.clone();
    }
    int[] elements = new int[bytes != null ? bytes.length : pairs.length];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = least + (bytes != null ? bytes[i] & 0xFF : pairs[i]);
    }
    return elements;
  }
}
