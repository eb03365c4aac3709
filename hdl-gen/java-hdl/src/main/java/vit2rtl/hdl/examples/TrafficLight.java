package vit2rtl.hdl.examples;

import vit2rtl.hdl.Component;
import vit2rtl.hdl.StateMachine;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.EnumSignal;

/** Green until {@code halt}, amber for a cycle, red while {@code halt} lasts. */
@Summary("Green until halt, amber for a cycle, red while halt lasts.")
public final class TrafficLight extends Component {
  /** What it shows. */
  public enum Light {
    /** Go. */
    GREEN,
    /** It will be red soon. */
    AMBER,
    /** Stop. */
    RED
  }

  /** Keeps the light as it is. */
  public final Bool halt = in(Bool.bool());
  /** What it shows. */
  public final EnumSignal<Light> light = out(EnumSignal.type(Light.class));

  @Override
  protected void build() {
    StateMachine<Light> shown = states("shown", Light.class, Light.RED);
    switchOn(shown.state(), cases -> cases
        .is(Light.GREEN, () -> when(halt, () -> shown.go(Light.AMBER)))
        .is(Light.AMBER, () -> shown.go(Light.RED))
        .otherwise(() -> when(halt.not(), () -> shown.go(Light.GREEN))));
    light.set(shown.state());
  }
}
