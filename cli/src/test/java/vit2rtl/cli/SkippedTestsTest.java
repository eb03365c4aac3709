package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher says of tests that were skipped, from reports as Surefire writes them. */
class SkippedTestsTest {
  private static final String REPORT = """
      <testsuite name="a.BTest" tests="4">
        <testcase name="passes" classname="a.BTest" time="0.0"/>
        <testcase name="assumes" classname="a.BTest" time="0.0">
          <skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException: Assumption failed: no JDK: name one's folder <dir> in X
      	at org.junit.jupiter.api.Assumptions.assumeTrue(Assumptions.java:120)
      ]]></skipped>
        </testcase>
        <testcase name="{int}[1]" classname="a.BTest" time="0.0">
          <skipped message="Assumption failed: &quot;yosys&quot; &amp; ghdl are not installed"/>
        </testcase>
        <testcase name="disabled" classname="a.BTest" time="0.0">
          <skipped/>
        </testcase>
      </testsuite>
      """;

  @TempDir
  Path folder;

  @Test
  void everyOneIsNamedWithItsReason() throws Exception {
    Path report = Files.writeString(folder.resolve("TEST-a.BTest.xml"), REPORT);
    Path script = Path.of(System.getProperty("vit2rtl.root", "..")).resolve("launcher/skipped.awk");
    Process awk = new ProcessBuilder("awk", "-f", script.toString(), report.toString()).redirectErrorStream(true).start();
    assertEquals("""
        a.BTest.assumes: no JDK: name one's folder <dir> in X
        a.BTest.{int}[1]: "yosys" & ghdl are not installed
        a.BTest.disabled: no reason given
        """, new String(awk.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, awk.waitFor());
  }
}
