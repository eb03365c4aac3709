package vit2rtl.sim.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackageListsTest {
  @Test
  void theVersionOfAPolicyIsTheCandidates() {
    assertEquals(Optional.of("5.032-1+b2"), PackageLists.candidate("""
        verilator:
          Installed: (none)
          Candidate: 5.032-1+b2
          Version table:
        """));
    assertEquals(Optional.of("1.21-76"), PackageLists.candidate("x:\n  Installiert: (keine)\n  Kandidat: 2:1.21-76\n"));
    assertEquals(Optional.empty(), PackageLists.candidate("x:\n  Installed: (none)\n  Candidate: (none)\n"));
    assertEquals(Optional.empty(), PackageLists.candidate(""));
  }

  @Test
  void aPackageThatIsThereIsALineToRun() {
    assertEquals("apt-get install verilator",
        PackageLists.howToGet("verilator", "5.006", Optional.of("5.006-3"), "Debian GNU/Linux 12 (bookworm)"));
    assertEquals("apt-get install z3", PackageLists.howToGet("z3", "", Optional.of("4.8.12-3.1"), "x"));
  }

  @Test
  void whereThereIsNoneOrAnOldOneTheSystemIsNamed() {
    assertEquals("the package lists of Debian GNU/Linux 12 (bookworm) have no nextpnr-ecp5; build it from its source, or"
        + " take a build that its project offers",
        PackageLists.howToGet("nextpnr-ecp5", "", Optional.empty(), "Debian GNU/Linux 12 (bookworm)"));
    assertEquals("the package lists of Ubuntu 22.04.5 LTS have verilator 4.038-1; build it from its source, or take a"
        + " build that its project offers",
        PackageLists.howToGet("verilator", "5.006", Optional.of("4.038-1"), "Ubuntu 22.04.5 LTS"));
  }

  @Test
  void aSystemsNameIsItsOwn() {
    assertEquals("Debian GNU/Linux 13 (trixie)",
        PackageLists.name(List.of("ID=debian", "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"")));
    assertEquals("Arch", PackageLists.name(List.of("PRETTY_NAME=Arch")));
    assertEquals(System.getProperty("os.name"), PackageLists.name(List.of("ID=x")));
  }
}
