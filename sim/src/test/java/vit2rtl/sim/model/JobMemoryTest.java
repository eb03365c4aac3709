package vit2rtl.sim.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Memory;
import org.junit.jupiter.api.Test;

class JobMemoryTest {
  private final JobMemory memory = new JobMemory();

  @Test
  void piecesOfOneJobAreApartAndServeTheNextInTheSameOrder() {
    Memory first = memory.bytes(100);
    Memory second = memory.bytes(100);
    assertNotSame(first, second);
    memory.begin();
    assertSame(first, memory.bytes(60));
    assertSame(second, memory.bytes(100));
  }

  @Test
  void aPieceThatIsTooSmallIsReplaced() {
    memory.bytes(100);
    Memory second = memory.bytes(10);
    memory.begin();
    assertTrue(memory.bytes(101).size() >= 101);
    assertSame(second, memory.bytes(10));
  }

  @Test
  void wordsAreZerosWhateverWasThere() {
    memory.bytes(64).setMemory(0, 64, (byte) -1);
    memory.begin();
    Memory words = memory.words(7);
    assertArrayEquals(new long[7], words.getLongArray(0, 7));
    assertEquals(-1, words.getLong(56));
  }

  @Test
  void hugePiecesGoWithTheirJob() {
    Memory huge = memory.bytes(JobMemory.LARGEST_KEPT + 1);
    memory.begin();
    assertNotSame(huge, memory.bytes(JobMemory.LARGEST_KEPT + 1));
  }
}
