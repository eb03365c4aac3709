package vit2rtl.bench.unit;

import java.util.List;
import java.util.stream.Collectors;
import vit2rtl.golden.InputException;

/** Every unit the command line knows. */
public final class UnitFamilies {
  private static final List<UnitFamily> ALL = List.of(new LayerNormFamily(), new SoftmaxFamily(), new PtfFamily(),
      new RequantizeFamily(), new GeluFamily());

  private UnitFamilies() {}

  public static List<UnitFamily> all() {
    return ALL;
  }

  public static UnitFamily named(String name) {
    return ALL.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow(() ->
        new InputException("there is no unit '" + name + "'; there are "
            + ALL.stream().map(UnitFamily::name).collect(Collectors.joining(", "))));
  }
}
