package vit2rtl.golden.io.torch;

import java.util.ArrayList;
import java.util.List;

/** A list, set or tuple of a pickle. Compared by identity, so that no depth of nesting is walked. */
final class PickleList extends PickleContainer {
  private final List<Object> values = new ArrayList<>(0);

  List<Object> values() {
    return values;
  }

  void add(String file, Object value) {
    hold(file, value);
    values.add(value);
  }
}
