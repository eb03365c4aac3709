package vit2rtl.golden.io.torch;

import vit2rtl.golden.InputException;

/** What a dictionary, list, set, tuple or inert record of a pickle has in common: how deep and how large it is. */
abstract class PickleContainer {
  private int depth = 1;
  private long expanded = 1;

  /** Counts a value that comes to lie within. */
  final void hold(String file, Object value) {
    if (value instanceof PickleContainer inner) {
      depth = Math.max(depth, inner.depth + 1);
      expanded += inner.expanded;
    } else {
      expanded++;
    }
    if (depth > PickleLimits.DEPTH) {
      throw new InputException(file + ": its pickle nests containers more than " + PickleLimits.DEPTH
          + " deep; a file of tensors does not; it was read no further");
    }
    if (expanded > PickleLimits.EXPANDED) {
      throw new InputException(file + ": its pickle repeats containers until they hold more than "
          + PickleLimits.EXPANDED + " values (a memo bomb); it was read no further");
    }
  }
}
