package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.type.UInt;

/** Messages of checks arrive as they were written, whatever characters they have. */
class CheckMessageTest {
  private static final List<String> MESSAGES = List.of("a \"quoted\" word", "100%d", "per cent % alone", "100 %",
      "back\\slash", "ends in \\", "%s %m %%", "a\ttab", "two\nlines", "`tick and $display(1);", "half ½ and …");

  @TempDir
  Path folder;

  /** Every message has its own check, which fails for one value. */
  static final class Talkative extends Component {
    final UInt a = in(UInt.bits(4));
    final UInt y = out(UInt.bits(4));

    @Override
    protected void build() {
      for (int i = 0; i < MESSAGES.size(); i++) {
        check(a.ne(i + 1), MESSAGES.get(i));
        assume(a.ne(15), MESSAGES.get(i));
      }
      y.set(next("later", a, 0));
    }
  }

  @Test
  void inTheSimulator() {
    for (int i = 0; i < MESSAGES.size(); i++) {
      int value = i + 1;
      String said = assertThrows(SimulationException.class, () -> {
        try (Simulation simulation = Simulator.open(Hdl.elaborate(Talkative::new), SimOptions.defaults())) {
          simulation.poke("a", value);
          simulation.step();
        }
      }).getMessage();
      assertTrue(said.contains(MESSAGES.get(i).replace('\t', ' ')), MESSAGES.get(i) + " became " + said);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void toolsTakeTheText(Language language) throws IOException, InterruptedException {
    Path text = folder.resolve("design." + language.extension());
    Files.writeString(text, Hdl.elaborate(Talkative::new, language).verificationText());
    List<String> command = switch (language) {
      case VERILOG, SYSTEMVERILOG -> List.of("verilator", "--lint-only", "--assert", text.toString());
      case VHDL -> List.of("ghdl", "-a", "--std=08", "--workdir=" + folder, text.toString());
    };
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin", command.get(0))));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
  }
}
