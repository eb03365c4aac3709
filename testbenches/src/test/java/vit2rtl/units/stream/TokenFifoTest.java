package vit2rtl.units.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.SInt;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.SimulationException;
import vit2rtl.sim.Simulator;
import vit2rtl.units.BlockRun;

/** Against a queue of Java's, and what breaks its rules. */
class TokenFifoTest {

  @BeforeAll
  static void needsTheTools() {
    BlockRun.needTheSimulator();
  }

  static final class Token extends Record {
    final SInt number = field(SInt.bits(9));
    final Bool flag = field(Bool.bool());
  }

  private static Design<TokenFifo<Token>> design(int depth) {
    return Hdl.design(() -> new TokenFifo<>("Tokens", Record.type(Token::new), depth));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void givesTokensInTheirOrder(int depth) {
    Design<TokenFifo<Token>> design = design(depth);
    TokenFifo<Token> dut = design.top();
    Deque<Integer> expected = new ArrayDeque<>();
    Random random = new Random(depth);
    int fullest = 0;
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (int cycle = 0; cycle < 3000; cycle++) {
        assertEquals(expected.isEmpty() ? 0 : 1, sim.peek(dut.available), "cycle " + cycle);
        if (!expected.isEmpty()) {
          assertEquals(expected.peek(), (int) sim.peek(dut.head.number), "cycle " + cycle);
          assertEquals(expected.peek() & 1, sim.peek(dut.head.flag), "cycle " + cycle);
        }
        // Long phases of filling and of emptying, so that both ends are reached.
        boolean fills = cycle / 40 % 2 == 0;
        boolean pop = !expected.isEmpty() && random.nextInt(4) < (fills ? 1 : 3);
        boolean push = (expected.size() < depth || pop) && random.nextInt(4) < (fills ? 3 : 1);
        int token = random.nextInt(512) - 256;
        sim.poke(dut.pop, pop ? 1 : 0);
        sim.poke(dut.push, push ? 1 : 0);
        sim.poke(dut.tail.number, token);
        sim.poke(dut.tail.flag, token & 1);
        sim.step();
        if (pop) {
          expected.remove();
        }
        if (push) {
          expected.add(token);
        }
        fullest = Math.max(fullest, expected.size());
      }
    }
    assertEquals(depth, fullest);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void aPushIntoAFullQueueBreaksAnAssertion(int depth) {
    Design<TokenFifo<Token>> design = design(depth);
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.poke(design.top().push, 1);
      sim.step(depth);
      SimulationException broken = assertThrows(SimulationException.class, sim::step);
      assertTrue(broken.getMessage().contains("a token is pushed into a full queue"), broken.getMessage());
    }
  }

  @Test
  void aPopFromAnEmptyQueueBreaksAnAssertion() {
    for (int depth = 1; depth <= 2; depth++) {
      Design<TokenFifo<Token>> design = design(depth);
      try (Simulation sim = Simulator.open(design.rtl())) {
        sim.poke(design.top().pop, 1);
        SimulationException broken = assertThrows(SimulationException.class, sim::step);
        assertTrue(broken.getMessage().contains("a token is popped from an empty queue"), broken.getMessage());
      }
    }
  }
}
