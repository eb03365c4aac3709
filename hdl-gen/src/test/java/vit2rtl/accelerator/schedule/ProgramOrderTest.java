package vit2rtl.accelerator.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Formats;
import vit2rtl.accelerator.SmallModels;
import vit2rtl.accelerator.Sizing;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.golden.network.QuantizedVit;

/** Whatever the parts' times are, every job reads what its place in the stream says. */
class ProgramOrderTest {
  private static final QuantizedVit MODEL = SmallModels.tiny(5);

  private static Program program(int multipliers, int groups) {
    AcceleratorConfig config =
        Sizing.of(MODEL.shape(), multipliers).config(MODEL.shape(), Formats.of(MODEL), groups);
    return ProgramBuilder.build(config, MODEL);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "8, 2", "16, 3", "48, 5"})
  void anyInterleavingReadsTheSame(int multipliers, int groups) {
    SymbolicReplay replay = new SymbolicReplay(program(multipliers, groups), 3);
    for (int seed = 0; seed < 30; seed++) {
      assertEquals(Optional.empty(), replay.run(new Random(seed)));
    }
  }

  /** Of conditions taken away, most show: the replay can fail. */
  @Test
  void aMissingConditionShows() {
    Program program = program(8, 2);
    List<Map<Unit, Integer>> allowed = program.allowed();
    List<Integer> silent = new ArrayList<>();
    int tried = 0;
    for (int i = 1; i < program.jobs().size(); i += 7) {
      if (allowed.get(i).values().stream().anyMatch(open -> open != JobFormat.ANY)) {
        SymbolicReplay weaker = new SymbolicReplay(program, 2).without(i);
        tried++;
        boolean shown = false;
        for (int seed = 0; seed < 30 && !shown; seed++) {
          shown = weaker.run(new Random(seed)).isPresent();
        }
        if (!shown) {
          silent.add(i);
        }
      }
    }
    assertTrue(silent.size() < tried / 2, silent + " of " + tried + " do not show");
  }

  /** The nearest earlier job of a part that touches the same words, by its definition. */
  @Test
  void allowedCountsTheJobsBehindTheLastOneNeeded() {
    Program program = program(8, 2);
    List<Map<Unit, Integer>> allowed = program.allowed();
    for (int i = 0; i < program.jobs().size(); i++) {
      Job job = program.jobs().get(i);
      for (Unit unit : Unit.values()) {
        int open = JobFormat.ANY;
        int behind = 0;
        for (int back = 1; back <= program.jobs().size() && unit != job.unit() && open == JobFormat.ANY
            && behind < Program.OUTSTANDING; back++) {
          Job earlier = program.jobs().get(Math.floorMod(i - back, program.jobs().size()));
          if (earlier.unit() == unit) {
            open = job.dependsOn(earlier) ? behind : JobFormat.ANY;
            behind++;
          }
        }
        assertEquals(open, allowed.get(i).get(unit), i + " " + job.unit() + " for " + unit);
      }
    }
  }
}
