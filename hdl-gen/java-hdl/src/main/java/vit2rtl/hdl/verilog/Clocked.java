package vit2rtl.hdl.verilog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The body of a process of registers, with everything under one condition in one place. */
final class Clocked {

  /** A line; or lines between {@code begin} and {@code end}, with their heads, and {@code else} parts behind. */
  private record Node(List<String> heads, List<List<Node>> bodies, String end) {
    static Node line(String line) {
      return new Node(List.of(line), List.of(), "");
    }

    /** Two columns to the left. */
    Node outdented() {
      return new Node(heads.stream().map(head -> head.replaceFirst("^  ", "")).toList(),
          bodies.stream().map(body -> body.stream().map(Node::outdented).toList()).toList(), end.replaceFirst("^  ", ""));
    }

    Set<String> targets() {
      Set<String> targets = new HashSet<>();
      if (bodies.isEmpty()) {
        String line = heads.get(0).strip();
        int arrow = line.indexOf(" <= ");
        targets.add(arrow < 0 ? line : line.substring(0, arrow).replaceAll("\\[.*", ""));
      }
      bodies.forEach(body -> body.forEach(node -> targets.addAll(node.targets())));
      return targets;
    }
  }

  private final List<String> lines;
  private int next;

  private Clocked(List<String> lines) {
    this.lines = lines;
  }

  static String merged(String process) {
    Clocked clocked = new Clocked(process.lines().toList());
    StringBuilder text = new StringBuilder();
    write(clocked.nodes(), text);
    return text.toString();
  }

  private List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    while (next < lines.size() && !lines.get(next).strip().matches("end|end else.*|endcase")) {
      Node node = node();
      if (node.bodies().size() == 1 && node.heads().get(0).strip().equals("if(1'b1) begin")) {
        node.bodies().get(0).forEach(inner -> nodes.add(inner.outdented()));
      } else {
        nodes.add(node);
      }
    }
    return merged(nodes);
  }

  private Node node() {
    String line = lines.get(next++);
    boolean cases = line.strip().startsWith("case");
    if (!cases && !line.endsWith("begin")) {
      return Node.line(line);
    }
    List<String> heads = new ArrayList<>(List.of(line));
    List<List<Node>> bodies = new ArrayList<>();
    while (true) {
      bodies.add(nodes());
      String end = lines.get(next++);
      if (!end.strip().startsWith("end else")) {
        return new Node(heads, bodies, end);
      }
      heads.add(end);
    }
  }

  /** Blocks of the same heads become one, at the place of the first, where nothing between drives the same. */
  private static List<Node> merged(List<Node> nodes) {
    List<Node> merged = new ArrayList<>();
    for (Node node : nodes) {
      int place = place(merged, node);
      if (place < 0) {
        merged.add(node);
      } else {
        Node first = merged.get(place);
        List<List<Node>> bodies = new ArrayList<>();
        for (int i = 0; i < first.bodies().size(); i++) {
          List<Node> body = new ArrayList<>(first.bodies().get(i));
          body.addAll(node.bodies().get(i));
          bodies.add(merged(body));
        }
        merged.set(place, new Node(first.heads(), bodies, first.end()));
      }
    }
    return merged;
  }

  private static int place(List<Node> before, Node node) {
    if (node.bodies().isEmpty() || !node.heads().get(0).strip().startsWith("if(")) {
      return -1;
    }
    Set<String> targets = node.targets();
    for (int i = before.size() - 1; i >= 0; i--) {
      if (before.get(i).heads().equals(node.heads())) {
        return i;
      }
      if (before.get(i).targets().stream().anyMatch(targets::contains)) {
        return -1;
      }
    }
    return -1;
  }

  private static void write(List<Node> nodes, StringBuilder text) {
    for (Node node : nodes) {
      for (int i = 0; i < node.heads().size(); i++) {
        text.append(node.heads().get(i)).append('\n');
        if (i < node.bodies().size()) {
          write(node.bodies().get(i), text);
        }
      }
      if (!node.bodies().isEmpty()) {
        text.append(node.end()).append('\n');
      }
    }
  }
}
