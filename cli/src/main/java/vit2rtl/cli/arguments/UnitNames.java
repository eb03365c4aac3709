package vit2rtl.cli.arguments;

import java.util.Iterator;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** The names of all units, for help and completion. */
public final class UnitNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return UnitKinds.all().stream().map(UnitKind::name).iterator();
  }
}
