package vit2rtl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of all modules: small, without cycles, and a simulator that needs the Java HDL alone. */
class AllPackagesTest {
  private static final long MOST_CLASSES = 30;
  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("vit2rtl");

  @Test
  void noCycles() {
    slices().matching("vit2rtl.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theSimulatorNeedsTheJavaHdlAlone() {
    noClasses().that().resideInAPackage("vit2rtl.sim..").should().dependOnClassesThat().resideInAnyPackage(
        "vit2rtl.golden..", "vit2rtl.units..", "vit2rtl.accelerator..", "vit2rtl.bench..", "vit2rtl.fpga..",
        "vit2rtl.cli..").check(CLASSES);
  }

  @Test
  void theGoldenModelKnowsNoHardware() {
    noClasses().that().resideInAPackage("vit2rtl.golden..").should().dependOnClassesThat()
        .resideOutsideOfPackages("vit2rtl.golden..", "java..", "jdk..", "javax..", "com.fasterxml..", "com.sun.jna..", "org.slf4j..")
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    List<Path> packages;
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("vit2rtl.root")))) {
      packages = files.filter(f -> f.toString().contains("/src/main/java/") && f.toString().endsWith(".java"))
          .map(Path::getParent).distinct().toList();
    }
    assertTrue(packages.size() > 60, packages::toString);
    assertEquals(List.of(), packages.stream().filter(p -> !Files.exists(p.resolve("package-info.java"))).toList());
  }

  @Test
  void packagesAreSmall() {
    Map<String, Long> sizes = CLASSES.stream().filter(JavaClass::isTopLevelClass)
        .filter(c -> !c.getSimpleName().equals("package-info"))
        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertTrue(sizes.keySet().containsAll(List.of("vit2rtl.hdl", "vit2rtl.sim", "vit2rtl.golden", "vit2rtl.fpga",
        "vit2rtl.bench", "vit2rtl.cli")), sizes::toString);
    assertEquals(Map.of(), sizes.entrySet().stream().filter(size -> size.getValue() > MOST_CLASSES)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
