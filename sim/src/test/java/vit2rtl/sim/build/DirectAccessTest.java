package vit2rtl.sim.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.sim.wave.Waveform;

/** A model is evaluated past its class only where that class does nothing that is missed. */
class DirectAccessTest {
  private static final String HEADER = "    Vtop___024root* const rootp;\n";
  private static final String SOURCE = """
      void Vtop___024root___eval(Vtop___024root* vlSelf);

      void Vtop::eval_step() {
          VL_DEBUG_IF(VL_DBG_MSGF("+++++TOP Evaluate Vtop::eval_step\\n"); );
      #ifdef VL_DEBUG
          // Debug assertions
          Vtop___024root___eval_debug_assertions(&(vlSymsp->TOP));
      #endif  // VL_DEBUG
          if (VL_UNLIKELY(!vlSymsp->__Vm_didInit)) {
              vlSymsp->__Vm_didInit = true;
              Vtop___024root___eval_static(&(vlSymsp->TOP));
          }
          Vtop___024root___eval(&(vlSymsp->TOP));
          // Evaluate cleanup
          Verilated::endOfEval(vlSymsp->__Vm_evalMsgQp);
      }
      """;
  private static final String ROOT = "    VL_IN8(clk,0,0);\n    VL_OUTW(q,69,0,3);\n";

  @TempDir
  private Path folder;

  private String macros(String header, String source, String root, Waveform.Format waveform) throws Exception {
    Files.writeString(folder.resolve("Vtop.h"), header);
    Files.writeString(folder.resolve("Vtop.cpp"), source);
    Files.writeString(folder.resolve("Vtop___024root.h"), root);
    return DirectAccess.macros(folder, List.of("clk", "q"), waveform);
  }

  private boolean isDirect(String header, String source, String root) throws Exception {
    return macros(header, source, root, Waveform.Format.NONE).contains("___eval(ports)");
  }

  private static String before(String line, String statement) {
    return SOURCE.replace(line, "    " + statement + "\n" + line);
  }

  @Test
  void theKnownFormIsTakenAtItsWord() throws Exception {
    assertTrue(isDirect(HEADER, SOURCE, ROOT));
    assertTrue(isDirect(HEADER, before("    if (VL_UN", "vlSymsp->__Vm_deleter.deleteAll();"), ROOT));
  }

  @Test
  void whateverIsUnknownLeadsToThePublicInterface() throws Exception {
    assertFalse(isDirect("", SOURCE, ROOT), "no such reference");
    assertFalse(isDirect(HEADER, SOURCE, "    VL_IN8(clk,0,0);\n"), "a port elsewhere");
    assertFalse(isDirect(HEADER, SOURCE.replace("024root* vlSelf", "024root& self"), ROOT), "another signature");
    assertFalse(isDirect(HEADER, before("    // Evaluate cl", "vlSymsp->settle();"), ROOT), "an unknown statement");
    assertFalse(isDirect(HEADER, SOURCE.replace("eval_step", "eval_whole"), ROOT), "no such function");
    assertEquals(macros("", SOURCE, ROOT, Waveform.Format.NONE), macros(HEADER, SOURCE, ROOT, Waveform.Format.VCD),
        "a traced model is evaluated publicly");
  }
}
