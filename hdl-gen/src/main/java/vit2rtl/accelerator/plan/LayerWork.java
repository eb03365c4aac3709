package vit2rtl.accelerator.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vit2rtl.accelerator.cycles.BusyInterval;
import vit2rtl.accelerator.cycles.Cause;
import vit2rtl.accelerator.cycles.EngineWait;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobTensors;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.golden.vit.VitShape;

/**
 * A matrix product of the network and the engine's time for it, waiting for its first row included. The times of all
 * layers add up to the time of an image.
 *
 * @param name     the layer, such as {@code blocks.0.attn.qkv}
 * @param products multiply-accumulates that the network asks for
 * @param busy     cycles in which the engine issues rows
 * @param cycles   cycles from the end of what came before to its own end
 * @param waits    the cycles that are not busy, by what the engine waited for
 */
public record LayerWork(String name, long products, long busy, long cycles, Map<Cause, Long> waits) {
  private static final int IMAGE = 1;

  /** Percent of the multipliers' cycles that make such a product. */
  public double use(int multipliers) {
    return 100.0 * products / Math.max(1, cycles * multipliers);
  }

  /** The layers of the second of three images back to back, in the order in which the engine begins them. */
  static List<LayerWork> of(Program program, List<BusyInterval> intervals, List<EngineWait> waits) {
    Map<Integer, Long> products = products(program);
    Map<Integer, EngineWait> waited = waits.stream().filter(wait -> wait.image() == IMAGE)
        .collect(Collectors.toMap(EngineWait::job, wait -> wait));
    Map<String, LayerWork> layers = new LinkedHashMap<>();
    long before = 0;
    for (BusyInterval interval : intervals) {
      if (interval.unit() == Unit.ENGINE) {
        if (interval.image() == IMAGE) {
          Job job = program.jobs().get(interval.job());
          layers.merge(job.place(), new LayerWork(job.place(), products.get(interval.job()),
              job.field("rows") * job.field("tiles"), interval.to() - before, waited.get(interval.job()).cycles()),
              LayerWork::plus);
        }
        before = interval.to();
      }
    }
    return List.copyOf(layers.values());
  }

  /** Both together, under this one's name. */
  public LayerWork plus(LayerWork more) {
    Map<Cause, Long> all = new EnumMap<>(Cause.class);
    all.putAll(waits);
    more.waits.forEach((cause, cycles) -> all.merge(cause, cycles, Long::sum));
    return new LayerWork(name, products + more.products, busy + more.busy, cycles + more.cycles, all);
  }

  /** Cycles in which the engine waited. */
  public long waiting() {
    return cycles - busy;
  }

  /** Of a program's jobs of the engine, by index: what their drains show of the network. */
  static Map<Integer, Long> products(Program program) {
    List<Integer> engine = new ArrayList<>();
    Map<Integer, Long> products = new LinkedHashMap<>();
    for (int i = 0; i < program.jobs().size(); i++) {
      Job job = program.jobs().get(i);
      if (job.unit() == Unit.ENGINE) {
        engine.add(i);
      } else if (job.unit() == Unit.DRAIN) {
        // The drain takes the sums in the order in which the engine makes them.
        JobTensors.Drained drained = (JobTensors.Drained) job.tensors();
        long columns = Arrays.stream(drained.columns()).filter(c -> c >= 0).count();
        products.put(engine.get(products.size()),
            drained.rows() * columns * inputs(program.config().shape(), job.place()));
      }
    }
    return products;
  }

  /** Inputs of a layer by its name. */
  private static int inputs(VitShape shape, String place) {
    if (place.equals("patch_embed")) {
      return shape.patchInputs();
    }
    if (place.endsWith("attn.scores")) {
      return shape.headWidth();
    }
    return place.endsWith("mlp.fc2") ? shape.mlp() : shape.width();
  }
}
