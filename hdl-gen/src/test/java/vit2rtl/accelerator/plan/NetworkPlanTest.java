package vit2rtl.accelerator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.SmallModels;
import vit2rtl.accelerator.cycles.Cause;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.hdl.Hdl;

/** Figures of a plan against what they are of. */
class NetworkPlanTest {
  private static final QuantizedVit MODEL =
      SmallModels.of(1, new SyntheticVit.Sizes(12, 4, 3, 12, 2, 3, 20, 7, 2, true));
  private static final AcceleratorConfig CONFIG = SmallModels.config(MODEL, 12);
  private static final Program PROGRAM = ProgramBuilder.build(CONFIG, MODEL);

  @Test
  void productsAreThoseOfTheJobs() {
    assertEquals(LayerWork.products(PROGRAM).values().stream().mapToLong(n -> n).sum(),
        NetworkPlan.productsOf(MODEL.shape()));
  }

  @Test
  void layersTakeTheTimeOfAnImage() {
    NetworkPlan plan = NetworkPlan.of(PROGRAM);
    assertEquals(new CycleModel(PROGRAM).run(1), plan.firstImage());
    long layers = plan.layers().stream().mapToLong(LayerWork::cycles).sum();
    assertEquals(plan.cyclesPerImage(), layers, 2);
    plan.layers().forEach(layer -> assertTrue(layer.busy() <= layer.cycles(), layer.toString()));
    assertTrue(plan.multiplierUse() > 0 && plan.multiplierUse() <= 100);
  }

  @Test
  void whatALayerWaitsForAndItsRowsAreAllItsCycles() {
    for (int multipliers : new int[] {1, 12, 48}) {
      NetworkPlan plan = NetworkPlan.of(ProgramBuilder.build(SmallModels.config(MODEL, multipliers), MODEL));
      for (LayerWork layer : plan.layers()) {
        long waits = layer.waits().values().stream().mapToLong(n -> n).sum();
        assertEquals(layer.cycles(), layer.busy() + waits, layer.toString());
      }
    }
  }

  /** What the engine waits for is where a slower part makes it wait longer. */
  @Test
  void aSlowAttentionIsNamedByTheProjectionBehindIt() {
    AcceleratorConfig slow = new AcceleratorConfig(CONFIG.shape(), CONFIG.formats(), CONFIG.columns(), CONFIG.inner(),
        CONFIG.lanes(), 1, CONFIG.lanes(), CONFIG.groups(), CONFIG.taps());
    NetworkPlan plan = NetworkPlan.of(ProgramBuilder.build(slow, MODEL));
    LayerWork projection = plan.layers().stream().filter(l -> l.name().equals("blocks.0.attn.proj")).findFirst()
        .orElseThrow();
    assertTrue(projection.waits().getOrDefault(Cause.ATTENTION, 0L) > projection.waiting() / 2, projection.toString());
  }

  /** Every memory of the text that is not inside LayerNorm, PTF or softmax. */
  @Test
  void memoriesAreThoseOfTheText() {
    String text = Hdl.elaborate(() -> new Accelerator(CONFIG)).text();
    Map<String, Long> stated = MemorySizes.of(CONFIG);
    assertEquals(bits(text, "PixelMemory"), stated.get("pixels"));
    assertEquals(bits(text, "NormedMemory"), stated.get("normalised tokens"));
    assertEquals(bits(text, "HiddenMemory"), stated.get("queries, hidden layer"));
    assertEquals(bits(text, "KeyMemory"), stated.get("keys"));
    assertEquals(bits(text, "ValueMemory\\d*"), stated.get("values"));
    assertEquals(bits(text, "ScoreMemory"), stated.get("scores"));
    assertEquals(bits(text, "ContextMemory"), stated.get("context"));
    assertEquals(bits(text, "StreamMemory|StreamCopy"), stated.get("residual stream, two copies"));
    assertEquals(bits(text, "LogitMemory|FirstLogits"), stated.get("logits, two copies"));
    assertEquals(bits(text, "EngineColumn"), stated.get("sums, two banks"));
    assertEquals(bits(text, "DrainLane"), stated.get("GELU tables"));
    assertEquals(bits(text, "Drain|AttentionStage"), stated.get("constants"));
  }

  /** Bits of the memories of modules, all their instances together. */
  private static long bits(String text, String modules) {
    long all = 0;
    Matcher module = Pattern.compile("(?ms)^module (" + modules + ") \\(.*?^endmodule").matcher(text);
    while (module.find()) {
      long bits = 0;
      Matcher memory = Pattern.compile("reg +(?:signed )?\\[(\\d+):0\\] +\\w+ \\[0:(\\d+)\\];").matcher(module.group());
      while (memory.find()) {
        bits += (Long.parseLong(memory.group(1)) + 1) * (Long.parseLong(memory.group(2)) + 1);
      }
      all += bits * Pattern.compile("(?m)^  " + module.group(1) + " \\w+ \\(").matcher(text).results().count();
    }
    return all;
  }

  @Test
  void timelineHasEveryJobOnItsTrackWithoutOverlap() throws IOException {
    JsonNode events = new ObjectMapper().readTree(Timeline.json(PROGRAM, NetworkPlan.intervals(PROGRAM, 2)))
        .get("traceEvents");
    Map<Integer, Long> end = new HashMap<>();
    Set<String> jobs = new HashSet<>();
    for (JsonNode event : events) {
      if (event.get("ph").asText().equals("X")) {
        int track = event.get("tid").asInt();
        assertTrue(event.get("ts").asLong() >= end.getOrDefault(track, 0L), event.toString());
        end.put(track, event.get("ts").asLong() + event.get("dur").asLong());
        jobs.add(event.get("args").toString());
      }
    }
    assertEquals(2 * PROGRAM.jobs().size(), jobs.size());
  }

  @Test
  void adviceIsNeverSlower() {
    LaneAdvice advice = LaneAdvice.of(CONFIG, MODEL);
    assertTrue(advice.cycles() <= new CycleModel(PROGRAM).run(1));
    assertEquals(new CycleModel(ProgramBuilder.build(advice.config(), MODEL)).run(1), advice.cycles());
  }
}
