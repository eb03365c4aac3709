package vit2rtl.sim.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import vit2rtl.sim.SimOptions;

/** The simulation options that decide what a model does; waveforms, probes and coverage do not. */
final class OptionsJson {
  private OptionsJson() {}

  static ObjectNode write(SimOptions options) {
    return JsonNodeFactory.instance.objectNode().put("assertions", options.assertions().name())
        .put("speed", options.speed().name()).put("seed", options.seed()).put("resetCycles", options.resetCycles())
        .put("cycleLimit", options.cycleLimit());
  }

  static SimOptions read(JsonNode node) throws MalformedReplay {
    return SimOptions.defaults()
        .withAssertions(Fields.choice(node, "assertions", SimOptions.Assertions.class))
        .withSpeed(Fields.choice(node, "speed", SimOptions.Speed.class))
        .withSeed(Fields.integer(node, "seed", Integer.MIN_VALUE, Integer.MAX_VALUE))
        .withResetCycles(Fields.integer(node, "resetCycles", 0, Integer.MAX_VALUE))
        .withCycleLimit(Fields.number(node, "cycleLimit", 1, Long.MAX_VALUE));
  }
}
