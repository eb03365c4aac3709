package vit2rtl.sim.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;

/** The runs of a replay as JSON; their elements lie beside. */
final class RunsJson {
  private static final String ANY = "any";
  private static final String ZERO = "zero";

  private RunsJson() {}

  static ArrayNode write(List<ReplayRun> runs) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    for (ReplayRun run : runs) {
      ObjectNode written = node.addObject().put("maxCycles", run.job().maxCycles());
      ArrayNode sources = written.putArray("sources");
      for (StreamSource source : run.job().sources()) {
        sources.addObject().put("stream", source.stream()).put("rows", source.data().length / source.rowLength())
            .put("rowLength", source.rowLength()).set("stalls", stalls(source.stalls()));
      }
      ArrayNode sinks = written.putArray("sinks");
      for (StreamSink sink : run.job().sinks()) {
        sinks.addObject().put("stream", sink.stream()).put("rows", sink.rows()).put("rowLength", sink.rowLength())
            .put("padding", sink.padding() == StreamSink.Padding.ZERO ? ZERO : ANY)
            .set("stalls", stalls(sink.stalls()));
      }
    }
    return node;
  }

  private static ObjectNode stalls(StallPattern pattern) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (pattern instanceof StallPattern.Random random) {
      return node.put("kind", "random").put("seed", random.seed()).put("percent", random.percent());
    }
    if (pattern instanceof StallPattern.Bursts bursts) {
      return node.put("kind", "bursts").put("seed", bursts.seed()).put("longest", bursts.longest());
    }
    if (pattern instanceof StallPattern.AfterValid after) {
      return node.put("kind", "after-valid").put("cycles", after.cycles());
    }
    if (pattern instanceof StallPattern.Late late) {
      return node.put("kind", "late").put("cycles", late.cycles());
    }
    return node.put("kind", "none");
  }

  static List<ReplayRun> read(JsonNode node, ByteBuffer data) throws MalformedReplay {
    List<ReplayRun> runs = new ArrayList<>();
    for (JsonNode run : node) {
      List<StreamSource> sources = new ArrayList<>();
      for (JsonNode source : Fields.array(run, "sources")) {
        sources.add(new StreamSource(Fields.text(source, "stream"), elements(source, data), rowLength(source),
            pattern(source)));
      }
      List<StreamSink> sinks = new ArrayList<>();
      List<int[]> expected = new ArrayList<>();
      for (JsonNode sink : Fields.array(run, "sinks")) {
        sinks.add(new StreamSink(Fields.text(sink, "stream"), rows(sink), rowLength(sink), pattern(sink),
            padding(sink)));
        expected.add(elements(sink, data));
      }
      StreamJob job = new StreamJob(sources, sinks, Fields.number(run, "maxCycles", 1, Long.MAX_VALUE),
          CycleWindow.NONE);
      runs.add(new ReplayRun(job, expected));
    }
    return runs;
  }

  private static int rows(JsonNode stream) throws MalformedReplay {
    return Fields.integer(stream, "rows", 0, Integer.MAX_VALUE);
  }

  private static int rowLength(JsonNode stream) throws MalformedReplay {
    return Fields.integer(stream, "rowLength", 1, Integer.MAX_VALUE);
  }

  private static int[] elements(JsonNode stream, ByteBuffer data) throws MalformedReplay {
    long count = (long) rows(stream) * rowLength(stream);
    if (count > data.remaining() / 4) {
      throw new MalformedReplay("data.bin ends within stream " + Fields.text(stream, "stream"));
    }
    int[] elements = new int[(int) count];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = data.getInt();
    }
    return elements;
  }

  private static StallPattern pattern(JsonNode stream) throws MalformedReplay {
    JsonNode stalls = Fields.object(stream, "stalls");
    String kind = Fields.text(stalls, "kind");
    return switch (kind) {
      case "none" -> StallPattern.none();
      case "random" -> new StallPattern.Random(seed(stalls), Fields.integer(stalls, "percent", 0, 99));
      case "bursts" -> new StallPattern.Bursts(seed(stalls), Fields.integer(stalls, "longest", 1, 65535));
      case "after-valid" -> new StallPattern.AfterValid(Fields.integer(stalls, "cycles", 1, 65535));
      case "late" -> new StallPattern.Late(Fields.integer(stalls, "cycles", 1, 65535));
      default -> throw new MalformedReplay("stalls of kind '" + kind
          + "'; allowed: none, random, bursts, after-valid, late");
    };
  }

  /** Files of earlier versions say nothing of it. */
  private static StreamSink.Padding padding(JsonNode sink) throws MalformedReplay {
    String padding = sink.has("padding") ? Fields.text(sink, "padding") : ANY;
    return switch (padding) {
      case ANY -> StreamSink.Padding.ANY;
      case ZERO -> StreamSink.Padding.ZERO;
      default -> throw new MalformedReplay("padding '" + padding + "'; allowed: any, zero");
    };
  }

  private static long seed(JsonNode stalls) throws MalformedReplay {
    return Fields.number(stalls, "seed", Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
