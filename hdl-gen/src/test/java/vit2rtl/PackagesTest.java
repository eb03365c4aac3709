package vit2rtl;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Packages that one can draw from memory: small, in one direction, and a Java HDL that knows nothing of the rest. */
class PackagesTest {
  private static final long MOST_CLASSES = 30;
  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("vit2rtl.hdl", "vit2rtl.units", "vit2rtl.accelerator");
  /** What is public in the HDL for its own packages' sake only, beside everything internal. */
  private static final Set<String> TOOLKIT = Stream.of("Components", "domain.Clocks", "domain.Properties",
      "error.HierarchyPath", "error.Rule", "error.UserFrame", "memory.Memories", "memory.SimulatedZeros",
      "pipeline.Pipelines", "type.Signals").map("vit2rtl.hdl."::concat).collect(Collectors.toSet());

  @Test
  void noCycles() {
    slices().matching("vit2rtl.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theHdlUsesNothingElse() {
    noClasses().that().resideInAPackage("vit2rtl.hdl..").should().dependOnClassesThat()
        .resideInAnyPackage("vit2rtl.golden..", "vit2rtl.units..", "vit2rtl.accelerator..").check(CLASSES);
  }

  @Test
  void unitsKnowNoAccelerator() {
    noClasses().that().resideInAPackage("vit2rtl.units..").should().dependOnClassesThat()
        .resideInAPackage("vit2rtl.accelerator..").check(CLASSES);
  }

  @Test
  void whoDescribesHardwareMeetsNothingInternal() {
    noClasses().that().resideOutsideOfPackage("vit2rtl.hdl..").or().resideInAPackage("vit2rtl.hdl.examples..").should()
        .dependOnClassesThat(resideInAPackage("vit2rtl.hdl.internal..")
            .or(DescribedPredicate.describe("are the toolkit's own", c -> TOOLKIT.contains(c.getName()))))
        .check(CLASSES);
  }

  /** A name that is no class's would forbid nothing. */
  @Test
  void whatIsTheToolkitsOwnIsThere() {
    assertEquals(List.of(), TOOLKIT.stream().filter(name -> !CLASSES.contain(name)).toList());
  }

  @Test
  void packagesAreSmall() {
    Map<String, Long> sizes = CLASSES.stream().filter(JavaClass::isTopLevelClass)
        .filter(c -> !c.getSimpleName().equals("package-info"))
        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertTrue(sizes.keySet().containsAll(List.of("vit2rtl.hdl", "vit2rtl.units", "vit2rtl.accelerator")),
        sizes::toString);
    assertEquals(Map.of(), sizes.entrySet().stream().filter(size -> size.getValue() > MOST_CLASSES)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
