package vit2rtl.hdl;

import java.util.List;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.StreamPort;

/** What a finished component looks like from outside. For the toolkit: users ask {@link Design} and its parts. */
public final class Components {
  private Components() {}

  /** The instances inside a component, in the order they were made. */
  public static List<Component> children(Component component) {
    return component.instance().children().stream().map(child -> (Component) child.owner()).toList();
  }

  /** Name of the instance; null for a top. */
  public static String name(Component component) {
    return component.instance().name();
  }

  /** Name of the module as it was given; variants of one are numbered in the text. */
  public static String module(Component component) {
    return component.instance().module();
  }

  /** Every port but clocks and resets, in the order of declaration. */
  public static List<Port> ports(Component component) {
    return component.boundary().portList();
  }

  /** Which of them form streams. */
  public static List<StreamPort> streams(Component component) {
    return component.boundary().streamPorts();
  }
}
