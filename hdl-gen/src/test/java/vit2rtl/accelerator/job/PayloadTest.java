package vit2rtl.accelerator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Words of constants in beats. */
class PayloadTest {

  @Test
  void everyWordBeginsABeat() {
    Payload payload = new Payload(List.of(new byte[5], new byte[5], new byte[5]));
    assertEquals(2, payload.beatsPerWord(4));
    assertEquals(6, payload.beats(4));
    assertEquals(1, payload.beatsPerWord(8));
    assertEquals(3, payload.beats(8));
    assertEquals(15, payload.beats(1));
  }

  @Test
  void noneTakesNoBeats() {
    assertEquals(0, Payload.NONE.beatsPerWord(4));
    assertEquals(0, Payload.NONE.beats(4));
  }
}
