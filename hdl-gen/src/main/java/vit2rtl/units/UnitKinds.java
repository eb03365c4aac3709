package vit2rtl.units;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import vit2rtl.golden.InputException;
import vit2rtl.units.context.ContextKind;
import vit2rtl.units.embedding.EmbeddingKind;
import vit2rtl.units.gelu.GeluKind;
import vit2rtl.units.head.HeadKind;
import vit2rtl.units.layernorm.LayerNormKind;
import vit2rtl.units.matmul.MatmulKind;
import vit2rtl.units.ptf.PtfKind;
import vit2rtl.units.requantize.RequantizeKind;
import vit2rtl.units.softmax.SoftmaxKind;

/** The units there are: those listed here, and those that a file META-INF/services/vit2rtl.units.UnitKind names. */
public final class UnitKinds {
  private static final List<UnitKind> BUILT_IN = List.of(
      new LayerNormKind(),
      new SoftmaxKind(),
      new PtfKind(),
      new RequantizeKind(),
      new GeluKind(),
      new ContextKind(),
      new MatmulKind(),
      new HeadKind(),
      new EmbeddingKind());

  private UnitKinds() {}

  public static List<UnitKind> all() {
    List<UnitKind> all = new ArrayList<>(BUILT_IN);
    ServiceLoader.load(UnitKind.class).forEach(all::add);
    for (UnitKind kind : all) {
      if (all.stream().anyMatch(k -> k != kind && (k.name().equals(kind.name()) || k.code() == kind.code()))) {
        throw new IllegalStateException("two units are called " + kind.name() + " or have the code " + kind.code()
            + "; give one of them another name and code");
      }
    }
    return all;
  }

  /** Names of all, for messages and help. */
  public static String names() {
    return all().stream().map(UnitKind::name).collect(Collectors.joining(", "));
  }

  public static UnitKind named(String name) {
    return all().stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow(() ->
        new InputException("there is no unit '" + name + "'; there are " + names()));
  }
}
