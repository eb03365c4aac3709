package vit2rtl.sim.shim;

import java.util.List;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.wave.Waveform;

/**
 * Everything about a simulation that decides what its model is built from.
 *
 * @param design       its ports, clocks and streams
 * @param rtl          the text that is simulated
 * @param waveform     what the model can write
 * @param optimisation the C++ compiler's options
 * @param reachable    lines of Verilator's configuration for what the simulation reaches inside the design; may repeat
 * @param counting     whether the model counts coverage
 * @param asserting    whether assertions of the text are checked
 * @param length       of the runs it is for
 */
public record ModelSpec(RtlDesign design, String rtl, Waveform.Format waveform, List<String> optimisation,
    List<String> reachable, Counting counting, Asserting asserting, Length length) {
  public ModelSpec {
    optimisation = List.copyOf(optimisation);
    reachable = List.copyOf(reachable);
  }

  /** Whether lines, bits and covers are counted. */
  public enum Counting { ON, OFF }

  /** Whether assertions are checked. */
  public enum Asserting { ON, OFF }

  /** Whether runs are long enough to be worth some work for. */
  public enum Length { SHORT, LONG }

  /** Whether the edges of its clock are evaluated by a function of their own. */
  public boolean hasEdges() {
    return length == Length.LONG && design.clocks().size() == 1;
  }
}
