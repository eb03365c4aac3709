package vit2rtl.sim.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import vit2rtl.sim.dut.ClockPeriods;

/** The steps before the runs of a replay as JSON. */
final class StepsJson {
  /** The first format that has clock periods and memory words. */
  private static final int WITH_WORDS = 2;

  private StepsJson() {}

  static ArrayNode write(List<ReplayStep> steps) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    for (ReplayStep step : steps) {
      ObjectNode written = node.addObject().put("cycles", step.cycles());
      step.pokes().forEach(written.putObject("pokes")::put);
      ArrayNode periods = written.putArray("periods");
      step.periods().ifPresent(clocks -> clocks.ticks().forEach(tick -> periods.addObject().put("clock", tick.clock())
          .put("period", tick.period()).put("phase", tick.phase())));
      ArrayNode words = written.putArray("words");
      step.words().forEach(word -> words.addObject().put("memory", word.memory()).put("address", word.address())
          .put("value", word.value()));
    }
    return node;
  }

  static List<ReplayStep> read(JsonNode node, int format) throws MalformedReplay {
    List<ReplayStep> steps = new ArrayList<>();
    for (JsonNode step : node) {
      steps.add(new ReplayStep(format < WITH_WORDS ? Optional.empty() : periods(step), pokes(step),
          format < WITH_WORDS ? List.of() : words(step), Fields.number(step, "cycles", 0, Long.MAX_VALUE)));
    }
    return steps;
  }

  private static TreeMap<String, BigInteger> pokes(JsonNode step) throws MalformedReplay {
    JsonNode written = Fields.object(step, "pokes");
    TreeMap<String, BigInteger> pokes = new TreeMap<>();
    for (Iterator<String> names = written.fieldNames(); names.hasNext();) {
      String name = names.next();
      pokes.put(name, Fields.big(written, name));
    }
    return pokes;
  }

  /** No clocks: the periods stay as they are. */
  private static Optional<ClockPeriods> periods(JsonNode step) throws MalformedReplay {
    List<ClockPeriods.Tick> ticks = new ArrayList<>();
    for (JsonNode tick : Fields.array(step, "periods")) {
      ticks.add(new ClockPeriods.Tick(Fields.text(tick, "clock"), Fields.number(tick, "period", 1, 1L << 40),
          Fields.number(tick, "phase", 0, 1L << 40)));
    }
    return ticks.isEmpty() ? Optional.empty() : Optional.of(new ClockPeriods(ticks));
  }

  private static List<ReplayStep.Word> words(JsonNode step) throws MalformedReplay {
    List<ReplayStep.Word> words = new ArrayList<>();
    for (JsonNode word : Fields.array(step, "words")) {
      words.add(new ReplayStep.Word(Fields.text(word, "memory"),
          Fields.integer(word, "address", 0, Integer.MAX_VALUE), Fields.big(word, "value")));
    }
    return words;
  }
}
