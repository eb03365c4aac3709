package vit2rtl.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vit2rtl.bench.unit.Settings;
import vit2rtl.bench.unit.UnitFamilies;
import vit2rtl.bench.unit.UnitFamily;
import vit2rtl.golden.InputException;

/** The unit and its settings, as several commands take them. */
final class UnitArguments {
  @Parameters(index = "0", arity = "0..1", paramLabel = "UNIT",
      description = "layernorm, softmax, ptf, requantize or gelu.")
  private String unit;

  @Option(names = "--set", paramLabel = "KEY=VALUE",
      description = "A setting of the unit; repeatable. 'vit2rtl generate UNIT --settings' lists them.")
  private List<String> set = List.of();

  UnitFamily family() {
    if (unit == null) {
      throw new InputException("a unit is missing; there are " + UnitFamilies.all().stream().map(UnitFamily::name)
          .collect(Collectors.joining(", ")));
    }
    return UnitFamilies.named(unit);
  }

  /** The settings as the user gave them. */
  Map<String, String> set() {
    return KeyValues.of("--set", set);
  }

  Settings settings() {
    return Settings.of(family(), set());
  }
}
