package vit2rtl.sim.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An edge is evaluated without the loop of the inputs only where that loop is known and the clock is no input of it. */
@Execution(ExecutionMode.CONCURRENT)
class EdgeEvaluationTest {
  /** As Verilator 5.006 writes it. */
  private static final String OLD = """
      VL_INLINE_OPT void Vtop___024root___ico_sequent__TOP__0(Vtop___024root* vlSelf) {
          vlSelf->ready = vlSelf->in_ready;
      }
      void Vtop___024root___eval_ico(Vtop___024root* vlSelf) {
          Vtop___024root___ico_sequent__TOP__0(vlSelf);
      }
      void Vtop___024root___eval(Vtop___024root* vlSelf) {
          CData/*0:0*/ __VicoContinue;
          CData/*0:0*/ __VnbaContinue;
          vlSelf->__VicoIterCount = 0U;
          __VicoContinue = 1U;
          while (__VicoContinue) {
              Vtop___024root___eval_triggers__ico(vlSelf);
              if (vlSelf->__VicoTriggered.any()) {
                  Vtop___024root___eval_ico(vlSelf);
              }
          }
          __VnbaContinue = 1U;
      }
      """;
  /** As 5.032 does. */
  private static final String NEW = """
      bool Vtop___024root___eval_phase__ico(Vtop___024root* vlSelf) {
          Vtop___024root___eval_ico(vlSelf);
      }
      void Vtop___024root___eval(Vtop___024root* vlSelf) {
          auto &vlSelfRef = std::ref(*vlSelf).get();
          IData/*31:0*/ __VicoIterCount;
          CData/*0:0*/ __VicoContinue;
          CData/*0:0*/ __VnbaContinue;
          __VicoIterCount = 0U;
          vlSelfRef.__VicoFirstIteration = 1U;
          __VicoContinue = 1U;
          while (__VicoContinue) {
              if (Vtop___024root___eval_phase__ico(vlSelf)) {
                  __VicoContinue = 1U;
              }
              vlSelfRef.__VicoFirstIteration = 0U;
          }
          __VnbaContinue = 1U;
      }
      """;

  @Test
  void theLoopOfTheInputsIsLeftOut() {
    assertEquals(Optional.of("""
        static void vit_edge(Vtop___024root* vlSelf) {
            CData/*0:0*/ __VnbaContinue;
            __VnbaContinue = 1U;
        }
        """), EdgeEvaluation.of(OLD, "clk"));
    assertEquals(Optional.of("""
        static void vit_edge(Vtop___024root* vlSelf) {
            auto &vlSelfRef = std::ref(*vlSelf).get();
            CData/*0:0*/ __VnbaContinue;
            __VnbaContinue = 1U;
        }
        """), EdgeEvaluation.of(NEW, "clk"));
  }

  @Test
  void whatIsUnknownIsLeftAsItIs() {
    assertEquals(Optional.empty(), EdgeEvaluation.of(OLD.replace("->in_ready", "->clk"), "clk"), "it reads the clock");
    assertEquals(Optional.empty(), EdgeEvaluation.of(NEW.replace("eval_ico(vlSelf)", "eval_ico(vlSelfRef.clk)"), "clk"));
    assertEquals(Optional.empty(), EdgeEvaluation.of(OLD.replace("    __VnbaC", "    vlSelf->__VicoTriggered.clear();\n    __VnbaC"),
        "clk"), "something else of that loop");
    assertEquals(Optional.empty(), EdgeEvaluation.of(OLD.replace("while (__V", "for (; __V"), "clk"), "another loop");
    assertEquals(Optional.empty(), EdgeEvaluation.of(OLD.replace("root___eval(", "root___evaluate("), "clk"));
    assertEquals(Optional.empty(), EdgeEvaluation.of(OLD.substring(OLD.indexOf("void Vtop___024root___eval(")), "clk"),
        "no function that could be looked at");
  }
}
