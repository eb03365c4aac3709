package vit2rtl.sim.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/** The steps before the runs of a replay as JSON. */
final class StepsJson {
  private StepsJson() {}

  static ArrayNode write(List<ReplayStep> steps) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    for (ReplayStep step : steps) {
      ObjectNode written = node.addObject().put("cycles", step.cycles());
      step.pokes().forEach(written.putObject("pokes")::put);
    }
    return node;
  }

  static List<ReplayStep> read(JsonNode node) throws MalformedReplay {
    List<ReplayStep> steps = new ArrayList<>();
    for (JsonNode step : node) {
      JsonNode written = Fields.object(step, "pokes");
      TreeMap<String, BigInteger> pokes = new TreeMap<>();
      for (Iterator<String> names = written.fieldNames(); names.hasNext();) {
        String name = names.next();
        pokes.put(name, Fields.big(written, name));
      }
      steps.add(new ReplayStep(pokes, Fields.number(step, "cycles", 0, Long.MAX_VALUE)));
    }
    return steps;
  }
}
