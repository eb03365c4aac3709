package vit2rtl.cli.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vit2rtl.golden.InputException;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** The unit and its settings, as several commands take them. */
public final class UnitArguments {
  @Parameters(index = "0", arity = "0..1", paramLabel = "UNIT", completionCandidates = UnitNames.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String unit;

  @Option(names = "--set", paramLabel = "KEY=VALUE",
      description = "A setting of the unit; repeatable. 'vit2rtl generate UNIT --settings' lists them.")
  private List<String> set = List.of();

  public UnitKind kind() {
    if (unit == null) {
      throw new InputException("a unit is missing; there are " + UnitKinds.all().stream().map(UnitKind::name)
          .collect(Collectors.joining(", ")));
    }
    return UnitKinds.named(unit);
  }

  /** The settings as the user gave them. */
  public Map<String, String> set() {
    return KeyValues.of("--set", set);
  }

  public Settings settings() {
    return Settings.of(kind(), set());
  }
}
