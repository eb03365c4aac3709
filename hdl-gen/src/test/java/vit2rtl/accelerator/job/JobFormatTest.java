package vit2rtl.accelerator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.SmallModels;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.golden.network.QuantizedVit;

/** A stream read back by its specification gives the program's jobs. */
class JobFormatTest {
  private static final QuantizedVit MODEL = SmallModels.tiny(3);

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 48})
  void theStreamHoldsEveryJob(int multipliers) {
    AcceleratorConfig config = SmallModels.config(MODEL, multipliers);
    Program program = ProgramBuilder.build(config, MODEL);
    JobFormat format = new JobFormat(config);
    byte[] stream = program.stream();
    List<Map<Unit, Integer>> all = program.allowed();
    int at = 0;
    for (int i = 0; i < program.jobs().size(); i++) {
      Job job = program.jobs().get(i);
      BigInteger header = number(stream, at, format.headerBeats() * format.beatBytes());
      assertEquals(job.unit().ordinal(), bits(header, 0, JobFormat.UNIT_BITS));
      assertEquals(job.payload().beats(format.beatBytes()), bits(header, JobFormat.UNIT_BITS, JobFormat.BEAT_BITS));
      Map<Unit, Integer> open = all.get(i);
      for (Unit unit : Unit.values()) {
        assertEquals((long) open.get(unit), bits(header,
            JobFormat.UNIT_BITS + JobFormat.BEAT_BITS + JobFormat.ALLOWED_BITS * unit.ordinal(),
            JobFormat.ALLOWED_BITS));
      }
      int low = JobFormat.FIELDS_AT;
      for (Field field : format.fields(job.unit())) {
        long mask = (1L << field.bits()) - 1;
        assertEquals(job.field(field.name()) & mask, bits(header, low, field.bits()), job.unit() + " " + field.name());
        low += field.bits();
      }
      assertEquals(0, header.shiftRight(low).signum(), "nothing behind the fields");
      at += format.headerBeats() * format.beatBytes();
      at = words(job, format, stream, at);
    }
    assertEquals(stream.length, at);
  }

  private static int words(Job job, JobFormat format, byte[] stream, int from) {
    int at = from;
    int bytes = job.payload().beatsPerWord(format.beatBytes()) * format.beatBytes();
    for (byte[] word : job.payload().words()) {
      assertEquals(number(word, 0, word.length), number(stream, at, bytes));
      at += bytes;
    }
    return at;
  }

  /** A value that its field does not hold would be cut in the hardware. */
  @Test
  void everyFieldHoldsItsGreatestValue() {
    for (int multipliers : List.of(1, 6, 64, 300)) {
      AcceleratorConfig config = SmallModels.config(MODEL, multipliers);
      JobFormat format = new JobFormat(config);
      for (Job job : ProgramBuilder.build(config, MODEL).jobs()) {
        for (Field field : format.fields(job.unit())) {
          long value = job.field(field.name());
          assertTrue(value >= -(1L << field.bits() - 1) && value < 1L << field.bits(),
              job.unit() + " " + field.name() + " " + value);
        }
      }
    }
  }

  private static BigInteger number(byte[] bytes, int from, int count) {
    BigInteger value = BigInteger.ZERO;
    for (int i = count - 1; i >= 0; i--) {
      value = value.shiftLeft(8).or(BigInteger.valueOf(bytes[from + i] & 0xFF));
    }
    return value;
  }

  private static long bits(BigInteger value, int low, int count) {
    return value.shiftRight(low).and(BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE)).longValue();
  }
}
