package vit2rtl.hdl.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Components;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.diagram.SvgDrawing;
import vit2rtl.hdl.internal.graph.Operators;

/**
 * Block diagrams of a design, one SVG file per module. A module with instances shows them, its memories and what
 * connects them; one without shows its registers, memories and the operators before its outputs. A wire says that a
 * value is made of another, through logic and registers; what enables or selects is drawn for single bits only. Streams
 * are one thick line; the ready of a stream runs against it and is not drawn. Vectors, and instances, memories and
 * registers whose names differ in a number, are drawn once; more than 24 instances once per module. A click on an
 * instance opens its module's file.
 */
public final class BlockDiagram {
  private BlockDiagram() {}

  /**
   * {@return text by file name; the top's file is {@code <module>.svg}}
   *
   * @param design a finished design
   */
  public static SortedMap<String, String> of(Design<?> design) {
    SortedMap<String, String> files = new TreeMap<>();
    add(design.top(), files);
    return files;
  }

  private static void add(Component component, SortedMap<String, String> files) {
    String file = fileOf(component);
    if (!files.containsKey(file)) {
      files.put(file, SvgDrawing.of(Blocks.of(component, caption(component))));
      Components.children(component).forEach(child -> add(child, files));
    }
  }

  private static String caption(Component component) {
    List<String> parts = new ArrayList<>();
    int instances = instances(component);
    if (instances > 0) {
      parts.add(instances + (instances == 1 ? " instance" : " instances"));
    }
    Operators.kinds(component.spinal()).forEach((kind, count) -> parts.add(count + " " + Operators.noun(kind, count)));
    return String.join(", ", parts);
  }

  private static int instances(Component component) {
    return Components.children(component).stream().mapToInt(child -> 1 + instances(child)).sum();
  }

  static String fileOf(Component component) {
    return component.spinal().definitionName() + ".svg";
  }
}
