package vit2rtl.accelerator.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Formats;
import vit2rtl.accelerator.Shifts;
import vit2rtl.accelerator.SmallModels;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Region;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.Recipe;

/** The schedules of random networks on random accelerators keep their words apart under any stalls. */
@Execution(ExecutionMode.CONCURRENT)
class ScheduleTest {

  /** Memories with one port, whose jobs also wait for that. */
  private static final Economy ONE_PORT =
      new Economy(Economy.NormProducts.DSP,
        Economy.Attention.PIPELINED, Economy.Jobs.DIRECT, Economy.Memories.SINGLE_PORT, Shifts.ANY);
  private static final Program PROGRAM = random(4);

  private static Program random(long seed) {
    Random random = new Random(seed);
    int heads = 1 + random.nextInt(3);
    int width = heads * (2 + random.nextInt(5));
    int patch = 1 + random.nextInt(2);
    SyntheticVit.Sizes sizes = new SyntheticVit.Sizes(patch * (2 + random.nextInt(3)), patch, random.nextBoolean() ? 3 : 1,
        width, 1 + random.nextInt(3), heads, 1 + random.nextInt(3 * width), 1 + random.nextInt(12),
        1 + random.nextInt(2), random.nextBoolean());
    QuantizedVit model = SmallModels.of(seed, sizes, seed % 3 == 0 ? Recipe.FQVIT : Recipe.WIDE);
    int lanes = 1 << random.nextInt(width / heads >= 4 ? 3 : 2);
    AcceleratorConfig config = new AcceleratorConfig(model.shape(), Formats.of(model), lanes * (1 + random.nextInt(6)),
        lanes * (2 + random.nextInt(6)), lanes, 1 << random.nextInt(3), model.shape().headWidth(),
        1 + random.nextInt(Math.min(4, model.shape().tokens())), AcceleratorConfig.Taps.NONE);
    boolean onePort = seed % 3 != 0 && seed % 2 == 1;
    return ProgramBuilder.build(onePort ? config.withEconomy(ONE_PORT) : config, model);
  }

  private static void require(int from, int to) {
    for (int seed = from; seed < to; seed++) {
      Program program = random(seed);
      assertEquals(Optional.empty(), new ScheduleCheck(program).run(), "seed " + seed + ": " + program.config());
    }
  }

  @Test
  void noJobReadsOrOverwritesWhatIsStillInUse() {
    require(0, 6);
  }

  @Tag("sweep")
  @Test
  void norInManyNetworks() {
    require(6, 1000);
  }

  /** In a memory with one port nobody reads while another writes, and no two write. */
  @Test
  void aPortHasOneUserAtATime() {
    Program program = random(1);
    int exclusive = 0;
    for (Job job : program.jobs()) {
      Set<Memory> touched = Stream.concat(job.reads().stream(), job.writes().stream()).map(Region::memory)
          .collect(Collectors.toSet());
      boolean operands = touched.contains(Memory.NORMED) || touched.contains(Memory.HIDDEN)
          || touched.contains(Memory.CONTEXT) || touched.contains(Memory.PIXELS) && job.unit() == Unit.ENGINE;
      boolean stream = touched.contains(Memory.STREAM) || touched.contains(Memory.KEYS) || touched.contains(Memory.VALUES)
          || touched.contains(Memory.GELU_TABLE) && program.config().lanes() == 1;
      assertEquals(operands, touched.contains(Memory.OPERAND_PORT), job.place());
      assertEquals(stream, job.writes().contains(Region.of(Memory.STREAM_PORT, 0, 1)), job.place());
      exclusive += operands && job.writes().contains(Region.of(Memory.OPERAND_PORT, 0, 1)) ? 1 : 0;
    }
    assertTrue(exclusive > 0);
  }

  /**
   * One more job that may be unfinished is one too many. Few conditions say what others say already: where a word was
   * written anew since, by a job that had to wait for the same.
   */
  @Test
  void weakerConditionsAreNoticed() {
    Program program = PROGRAM;
    List<String> silent = new ArrayList<>();
    int tried = 0;
    for (int i = 0; i < program.jobs().size(); i += 11) {
      for (Unit unit : Unit.values()) {
        ScheduleCheck check = new ScheduleCheck(program);
        int open = check.allowed(i, unit);
        if (open < Program.OUTSTANDING - 1) {
          tried++;
          if (check.with(i, unit, open + 1).run().isEmpty()) {
            silent.add(i + " for " + unit);
          }
        }
      }
    }
    assertTrue(tried > 10 && silent.size() * 10 < tried, silent + " of " + tried);
  }

  @ParameterizedTest
  @EnumSource(names = {"PIXELS", "OPERAND_PORT", "STREAM_PORT"}, mode = EnumSource.Mode.EXCLUDE)
  void wordsThatNobodyWritesAreNoticed(Memory memory) {
    Optional<String> wrong = new ScheduleCheck(without(PROGRAM, memory)).run();
    assertTrue(wrong.isPresent() && wrong.get().contains(" reads words of Region[memory=" + memory)
        && wrong.get().endsWith("that nobody wrote"), wrong::toString);
  }

  @Test
  void pixelsOfAnotherImageAreNoticed() {
    Optional<String> wrong = new ScheduleCheck(without(PROGRAM, Memory.PIXELS)).run();
    assertTrue(wrong.isPresent(), wrong::toString);
  }

  /** Nobody writes a memory. */
  private static Program without(Program program, Memory memory) {
    return new Program(program.config(), program.jobs().stream().map(job -> new Job(job.unit(), job.place(),
        job.fields(), job.reads(), job.writes().stream().filter(region -> region.memory() != memory).toList(),
        job.payload(), job.tensors())).toList());
  }
}
