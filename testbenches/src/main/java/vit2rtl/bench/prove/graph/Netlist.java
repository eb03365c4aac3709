package vit2rtl.bench.prove.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A flat design of inverters, AND gates and registers, as Yosys writes it to JSON. Nets are numbers from 2 on;
 * {@link #ZERO}, {@link #ONE} and {@link #ANY} are constants.
 *
 * @param inputs  nets of every input port, bit 0 first
 * @param names   nets of every name that a person gave, bit 0 first
 * @param gates   by the net that they drive
 * @param stated  the cells that state something, by their labels without the instances they are in
 * @param initial what registers hold before the first reset, where the text says that, by net
 */
public record Netlist(Map<String, int[]> inputs, Map<String, int[]> names, Map<Integer, Gate> gates,
    Map<String, List<Statement>> stated, Map<Integer, Boolean> initial) {
  public static final int ZERO = 0;
  public static final int ONE = 1;
  /** Neither is said. */
  public static final int ANY = -1;

  /** What drives a net. */
  public sealed interface Gate permits Not, And, Register, Free {}

  public record Not(int a) implements Gate {}

  public record And(int a, int b) implements Gate {}

  /** Any value in any cycle. */
  public record Free() implements Gate {}

  /**
   * A register.
   *
   * @param d      what it takes
   * @param enable when; {@link #ONE} for always
   * @param reset  when it takes its reset value instead; {@link #ZERO} for never
   * @param value  that value
   */
  public record Register(int d, int enable, int reset, boolean value) implements Gate {}

  /**
   * A cell that states something.
   *
   * @param path      instances that it is in, joined by dots; empty for none
   * @param condition net
   * @param enable    net
   */
  public record Statement(String path, int condition, int enable) {}

  public static Netlist read(JsonNode root, String top) {
    JsonNode module = root.path("modules").path(top);
    Map<String, int[]> inputs = new LinkedHashMap<>();
    module.path("ports").properties().forEach(port -> {
      if (port.getValue().path("direction").asText().equals("input")) {
        inputs.put(port.getKey(), nets(port.getValue().path("bits")));
      }
    });
    Map<String, int[]> names = new LinkedHashMap<>();
    Map<Integer, Boolean> initial = new HashMap<>();
    module.path("netnames").properties().forEach(name -> {
      int[] nets = nets(name.getValue().path("bits"));
      if (name.getValue().path("hide_name").asInt() == 0) {
        names.put(name.getKey(), nets);
      }
      String values = name.getValue().path("attributes").path("init").asText();
      for (int i = 0; i < values.length(); i++) {
        char value = values.charAt(values.length() - 1 - i);
        if (value == '0' || value == '1') {
          initial.put(nets[i], value == '1');
        }
      }
    });
    Map<Integer, Gate> gates = new HashMap<>();
    Map<String, List<Statement>> stated = new LinkedHashMap<>();
    module.path("cells").properties().forEach(cell -> {
      String type = cell.getValue().path("type").asText();
      JsonNode pins = cell.getValue().path("connections");
      if (type.equals("$assert") || type.equals("$assume") || type.equals("$cover")) {
        int dot = cell.getKey().lastIndexOf('.');
        stated.computeIfAbsent(cell.getKey().substring(dot + 1), label -> new ArrayList<>()).add(
            new Statement(dot < 0 ? "" : cell.getKey().substring(0, dot), net(pins, "A"), net(pins, "EN")));
      } else if (type.equals("$anyseq")) {
        for (int net : nets(pins.path("Y"))) {
          gates.put(net, new Free());
        }
      } else {
        gates.put(net(pins, pins.has("Y") ? "Y" : "Q"), gate(type, pins));
      }
    });
    return new Netlist(inputs, names, gates, stated, initial);
  }

  private static Gate gate(String type, JsonNode pins) {
    if (type.equals("$_NOT_")) {
      return new Not(net(pins, "A"));
    }
    if (type.equals("$_AND_")) {
      return new And(net(pins, "A"), net(pins, "B"));
    }
    if (!type.matches("\\$_S?DFFE?_P+[01]?P?_")) {
      throw new IllegalStateException("Yosys left a cell of type " + type);
    }
    return new Register(net(pins, "D"), pins.has("E") ? net(pins, "E") : ONE, pins.has("R") ? net(pins, "R") : ZERO,
        type.indexOf('1') >= 0);
  }

  private static int net(JsonNode pins, String pin) {
    return nets(pins.path(pin))[0];
  }

  private static int[] nets(JsonNode bits) {
    int[] nets = new int[bits.size()];
    for (int i = 0; i < nets.length; i++) {
      JsonNode bit = bits.get(i);
      nets[i] = bit.isInt() ? bit.asInt() : switch (bit.asText()) {
        case "0" -> ZERO;
        case "1" -> ONE;
        default -> ANY;
      };
    }
    return nets;
  }
}
