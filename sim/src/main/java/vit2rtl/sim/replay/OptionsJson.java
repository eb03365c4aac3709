package vit2rtl.sim.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.sim.Probe;
import vit2rtl.sim.SimOptions;

/**
 * The simulation options that decide what a model does; waveforms and coverage do not, and of probes only memories,
 * whose words a test may have written.
 */
final class OptionsJson {
  /** The first format that has memories. */
  private static final int WITH_MEMORIES = 2;

  private OptionsJson() {}

  static ObjectNode write(SimOptions options) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("assertions", options.assertions().name())
        .put("speed", options.speed().name()).put("seed", options.seed()).put("resetCycles", options.resetCycles())
        .put("cycleLimit", options.cycleLimit());
    ArrayNode memories = node.putArray("memories");
    options.probes().stream().filter(probe -> probe.depth() > 0).forEach(probe -> memories.addObject()
        .put("path", probe.path()).put("module", probe.module()).put("name", probe.name()).put("depth", probe.depth())
        .put("width", probe.width()).put("signed", probe.signed() ? 1 : 0));
    return node;
  }

  static SimOptions read(JsonNode node, int format) throws MalformedReplay {
    return SimOptions.defaults()
        .withAssertions(Fields.choice(node, "assertions", SimOptions.Assertions.class))
        .withSpeed(Fields.choice(node, "speed", SimOptions.Speed.class))
        .withSeed(Fields.integer(node, "seed", Integer.MIN_VALUE, Integer.MAX_VALUE))
        .withResetCycles(Fields.integer(node, "resetCycles", 0, Integer.MAX_VALUE))
        .withCycleLimit(Fields.number(node, "cycleLimit", 1, Long.MAX_VALUE))
        .withProbes(format < WITH_MEMORIES ? new Probe[0] : memories(node));
  }

  private static Probe[] memories(JsonNode node) throws MalformedReplay {
    List<Probe> memories = new ArrayList<>();
    for (JsonNode memory : Fields.array(node, "memories")) {
      memories.add(new Probe(Fields.text(memory, "path"), Fields.text(memory, "module"), Fields.text(memory, "name"),
          Fields.integer(memory, "depth", 1, Integer.MAX_VALUE), Fields.integer(memory, "width", 1, 1 << 20),
          Fields.integer(memory, "signed", 0, 1) == 1));
    }
    return memories.toArray(Probe[]::new);
  }
}
