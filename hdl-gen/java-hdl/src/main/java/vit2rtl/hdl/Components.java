package vit2rtl.hdl;

import java.util.List;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.StreamPort;

/** What a finished component looks like from outside. For the toolkit: users ask {@link Design} and its parts. */
public final class Components {
  private Components() {}

  /**
   * {@return the instances inside a component, in the order they were made}
   *
   * @param component any component
   */
  public static List<Component> children(Component component) {
    return component.instance().children().stream().map(child -> (Component) child.owner()).toList();
  }

  /**
   * {@return name of the instance; null for a top}
   *
   * @param component any component
   */
  public static String name(Component component) {
    return component.instance().name();
  }

  /**
   * {@return name of the module as it was given; variants of one are numbered in the text}
   *
   * @param component any component
   */
  public static String module(Component component) {
    return component.instance().module();
  }

  /**
   * {@return every port but clocks and resets, in the order of declaration}
   *
   * @param component any component
   */
  public static List<Port> ports(Component component) {
    return component.boundary().portList();
  }

  /**
   * {@return which of the ports form streams}
   *
   * @param component any component
   */
  public static List<StreamPort> streams(Component component) {
    return component.boundary().streamPorts();
  }
}
