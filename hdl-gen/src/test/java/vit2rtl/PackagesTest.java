package vit2rtl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Packages that one can draw from memory: small, in one direction, and a Java HDL that knows nothing of the rest. */
@AnalyzeClasses(packages = {"vit2rtl.hdl", "vit2rtl.units", "vit2rtl.accelerator"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
  private static final long MOST_CLASSES = 30;

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("vit2rtl.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_HDL_IS_ALONE = noClasses().that().resideInAPackage("vit2rtl.hdl..").should()
      .dependOnClassesThat().resideInAnyPackage("vit2rtl.golden..", "vit2rtl.units..", "vit2rtl.accelerator..");

  @ArchTest
  static final ArchRule UNITS_KNOW_NO_ACCELERATOR = noClasses().that().resideInAPackage("vit2rtl.units..").should()
      .dependOnClassesThat().resideInAPackage("vit2rtl.accelerator..");

  /** What is public for the toolkit's sake only is met by nobody who describes hardware. */
  @ArchTest
  static final ArchRule NOBODY_REACHES_INSIDE = noClasses().that().resideOutsideOfPackage("vit2rtl.hdl..").should()
      .dependOnClassesThat().resideInAPackage("vit2rtl.hdl.internal..");

  @ArchTest
  static void packagesAreSmall(JavaClasses classes) {
    Map<String, Long> sizes = classes.stream().filter(JavaClass::isTopLevelClass)
        .filter(c -> !c.getSimpleName().equals("package-info"))
        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertTrue(sizes.keySet().containsAll(List.of("vit2rtl.hdl", "vit2rtl.units", "vit2rtl.accelerator")),
        sizes::toString);
    assertEquals(Map.of(), sizes.entrySet().stream().filter(size -> size.getValue() > MOST_CLASSES)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
