package vit2rtl.sim.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.Reset;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;

/** A design's boundary as JSON; its text lies beside. */
final class DesignJson {
  private DesignJson() {}

  static ObjectNode write(RtlDesign design) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("top", design.topName()).put("language", design.language().name());
    ArrayNode clocks = node.putArray("clocks");
    for (ClockPort clock : design.clocks()) {
      clocks.addObject().put("clock", clock.clock()).put("reset", clock.reset()).put("edge", clock.edge().name())
          .put("resetKind", clock.resetKind().name()).put("resetLevel", clock.resetLevel().name());
    }
    ArrayNode ports = node.putArray("ports");
    for (Port port : design.ports()) {
      ports.addObject().put("name", port.name()).put("direction", port.direction().name()).put("width", port.width())
          .put("signed", port.signed() ? 1 : 0).put("min", port.min()).put("max", port.max());
    }
    ArrayNode streams = node.putArray("streams");
    for (StreamPort stream : design.streams()) {
      ObjectNode written = streams.addObject().put("name", stream.name()).put("direction", stream.direction().name())
          .put("valid", stream.valid()).put("ready", stream.ready()).put("last", stream.last());
      stream.payload().forEach(written.putArray("payload")::add);
    }
    ObjectNode portClocks = node.putObject("portClocks");
    new TreeMap<>(design.portClocks()).forEach(portClocks::put);
    return node;
  }

  static Language language(JsonNode node) throws MalformedReplay {
    return Fields.choice(node, "language", Language.class);
  }

  static RtlDesign read(JsonNode node, String text) throws MalformedReplay {
    List<ClockPort> clocks = new ArrayList<>();
    for (JsonNode clock : Fields.array(node, "clocks")) {
      clocks.add(new ClockPort(Fields.text(clock, "clock"), Fields.textOrNull(clock, "reset"),
          Fields.choice(clock, "edge", Edge.class),
          Fields.choice(clock, "resetKind", Reset.Kind.class), Fields.choice(clock, "resetLevel", Reset.Level.class),
          OptionalLong.empty()));
    }
    List<Port> ports = new ArrayList<>();
    for (JsonNode port : Fields.array(node, "ports")) {
      ports.add(new Port(Fields.text(port, "name"), Fields.choice(port, "direction", Direction.class),
          Fields.integer(port, "width", 1, 1 << 20), Fields.integer(port, "signed", 0, 1) == 1,
          Fields.big(port, "min"), Fields.big(port, "max")));
    }
    List<StreamPort> streams = new ArrayList<>();
    for (JsonNode stream : Fields.array(node, "streams")) {
      List<String> payload = new ArrayList<>();
      Fields.array(stream, "payload").forEach(lane -> payload.add(lane.asText()));
      streams.add(new StreamPort(Fields.text(stream, "name"), Fields.choice(stream, "direction", Direction.class),
          Fields.text(stream, "valid"), Fields.text(stream, "ready"), Fields.textOrNull(stream, "last"), payload));
    }
    Map<String, String> portClocks = new TreeMap<>();
    Fields.object(node, "portClocks").fields().forEachRemaining(
        entry -> portClocks.put(entry.getKey(), entry.getValue().asText()));
    return new RtlDesign(Fields.text(node, "top"), language(node), text, text, clocks, ports, streams, portClocks);
  }
}
