package vit2rtl.bench.unit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** A layer written as a file of tensors and read again computes the same. */
class UnitFilesTest {
  @TempDir
  Path folder;

  static List<String> names() {
    return UnitKinds.all().stream().map(UnitKind::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isReadAsItWasWritten(String name) {
    isReadAsItWasWritten(name, Map.of("lanes", "3"));
  }

  @Test
  void accumulatorsAreReadWithTheirResiduals() {
    isReadAsItWasWritten("requantize", Map.of("lanes", "3", "channels", "7", "addend", "residual"));
  }

  private void isReadAsItWasWritten(String name, Map<String, String> set) {
    UnitKind kind = UnitKinds.named(name);
    UnitConfig config = kind.config(Settings.of(kind, set));
    int[] rows = Stimulus.rows(config, 12, new Random(3));
    Path file = folder.resolve(name + ".safetensors");
    config.tensors(rows).write(file);

    SafeTensors in = SafeTensors.open(file);
    Map<String, String> settings = new LinkedHashMap<>(config.settings());
    settings.put("lanes", "3");
    UnitConfig read = kind.config(in, Settings.of(kind, settings));
    assertArrayEquals(rows, kind.rows(in).ints());
    assertEquals(config.rows(), read.rows());
    assertEquals(config.inputs(), read.inputs());
    assertEquals(config.outputs(), read.outputs());
    assertArrayEquals(config.golden().apply(rows), read.golden().apply(rows));
  }
}
