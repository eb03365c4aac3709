package vit2rtl.hdl.inspect;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import scala.runtime.BoxedUnit;
import spinal.core.internals.Statement;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Components;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.internal.graph.Operators;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * What a design consists of, without any tool: counted in the elaborated design, before synthesis shares or removes
 * anything.
 *
 * @param hierarchy instances below the top, one a line, with their modules
 * @param ports     one port a line: direction, name, bits, sign, range
 * @param operators adders and subtractors by the bits of their result, multipliers by the bits of both operands,
 *                  memories by words and bits, each with how many there are; every instance counts
 */
public record Inspection(String hierarchy, String ports, SortedMap<String, Integer> operators) {

  /**
   * {@return what a design consists of}
   *
   * @param design a finished design
   */
  public static Inspection of(Design<?> design) {
    StringBuilder tree = new StringBuilder(design.rtl().topName()).append('\n');
    Components.children(design.top()).forEach(child -> tree(child, "  ", tree));
    SortedMap<String, Integer> operators = new TreeMap<>();
    design.top().spinal().walkComponents(component -> {
      component.dslBody().walkStatements(statement -> {
        count(statement, operators);
        return BoxedUnit.UNIT;
      });
      return BoxedUnit.UNIT;
    });
    return new Inspection(tree.toString(), ports(design.rtl()), operators);
  }

  private static void tree(Component component, String indent, StringBuilder text) {
    text.append(indent).append(Components.name(component)).append(" (").append(Components.module(component))
        .append(")\n");
    Components.children(component).forEach(child -> tree(child, indent + "  ", text));
  }

  private static String ports(RtlDesign design) {
    int width = design.ports().stream().mapToInt(p -> p.name().length()).max().orElse(0);
    return design.ports().stream().map(port -> String.format("%-3s  %-" + width + "s  %3d bits  %-8s  %s to %s%n",
        port.direction().toString().toLowerCase(java.util.Locale.ROOT), port.name(), port.width(),
        port.signed() ? "signed" : "unsigned", port.min(), port.max())).collect(Collectors.joining());
  }

  private static void count(Statement statement, Map<String, Integer> operators) {
    if (statement instanceof spinal.core.Mem<?> memory) {
      operators.merge("memory " + memory.wordCount() + " x " + memory.getWidth() + " bits", 1, Integer::sum);
    }
    statement.walkExpression(expression -> {
      String shape = Operators.shape(expression);
      if (shape != null) {
        operators.merge(shape, 1, Integer::sum);
      }
      return BoxedUnit.UNIT;
    });
  }

  /** Everything, with headings. */
  @Override
  public String toString() {
    return "hierarchy\n" + hierarchy.indent(2) + "ports\n" + ports.indent(2) + "operators\n"
        + operators.entrySet().stream().map(e -> "  " + e.getValue() + " x " + e.getKey() + "\n")
            .collect(Collectors.joining());
  }
}
