package vit2rtl.sim.model;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.wave.Waveform;

/** What a model is told of the waves that are wanted. */
public final class WaveRequest {
  private static final int ALL_LEVELS = 999;

  private WaveRequest() {}

  /**
   * What the model is told: file, first cycle, cycle after the last, then level and scope by turns; a line each. A scope
   * that the design does not have is refused.
   *
   * @param top Verilator's name of the design's top instance
   */
  public static String of(Waveform waveform, RtlDesign design, String top) {
    List<String> lines = new ArrayList<>(List.of(waveform.file().toString()));
    lines.add(String.valueOf(waveform.cycles().map(CycleWindow::from).orElse(0L)));
    lines.add(String.valueOf(waveform.cycles().map(window -> window.from() + window.count()).orElse(Long.MAX_VALUE)));
    String level = String.valueOf(waveform.depth() == 0 ? ALL_LEVELS : waveform.depth());
    for (String scope : waveform.scopes()) {
      InstancePaths.of(design).require(scope);
      lines.add(level);
      lines.add(top + "." + scope);
    }
    if (waveform.scopes().isEmpty() && waveform.depth() > 0) {
      lines.add(level);
      lines.add(top);
    }
    return String.join("\n", lines);
  }
}
