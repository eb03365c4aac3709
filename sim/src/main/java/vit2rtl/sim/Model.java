package vit2rtl.sim;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import vit2rtl.hdl.rtl.RtlDesign;

/** A model in native memory and the functions of its library. */
final class Model {
  private static final int REPORT_TEXT = 8;

  private final String topName;
  private final NativeLibrary library;
  private final long evalFunction;
  private final long stepFunction;
  private final long handle;
  private final String scope;
  private final Pointer report;
  /** Why nothing can be asked of it any more; set from another thread when a watchdog stops a simulation. */
  private volatile String ended;
  private boolean freed;

  Model(RtlDesign design, SimOptions options, NativeLibrary library, PortValues ports) {
    this.topName = design.topName();
    this.library = library;
    this.scope = library.getFunction("vit_scope").invokeString(new Object[0], false);
    String wave = options.waveform().map(w -> w.request(design, scope)).orElse("");
    Function create = library.getFunction("vit_new");
    this.handle = Pointer.nativeValue(create.invokePointer(new Object[] {ports.memory(), options.seed(), wave}));
    this.report = library.getFunction("vit_report").invokePointer(new Object[] {pointer()});
    this.evalFunction = address("vit_eval");
    this.stepFunction = address("vit_step");
  }

  Pointer pointer() {
    return new Pointer(handle);
  }

  NativeLibrary library() {
    return library;
  }

  long address(String function) {
    return Pointer.nativeValue(library.getFunction(function));
  }

  String topName() {
    return topName;
  }

  /** Verilator's name of the design's top instance. */
  String scope() {
    return scope;
  }

  void eval(long cycle) {
    check();
    finish(Bridge.vit_call(evalFunction, handle, 0), cycle);
  }

  void step(long count, long cycle) {
    finish(Bridge.vit_call(stepFunction, handle, count), cycle);
  }

  int call(long function, long argument) {
    return Bridge.vit_call(function, handle, argument);
  }

  /** Raises what the model ended with, if it did. */
  void finish(int stopped, long cycle) {
    if (stopped == 0) {
      return;
    }
    int how = report.getInt(0);
    int length = report.getInt(4);
    String said = new String(report.getByteArray(REPORT_TEXT, length), StandardCharsets.UTF_8).strip();
    String what = how == 1 ? "$finish" : how == 2 ? "$stop or $fatal" : "an error of the model";
    throw new SimulationException(topName + " ended with " + what + " by cycle " + cycle
        + (said.isEmpty() ? "" : ": " + said));
  }

  void check() {
    String why = ended;
    if (why != null) {
      throw new IllegalStateException("the simulation of " + topName + " " + why);
    }
  }

  /** From any thread: the next request ends with this reason. */
  void end(String why) {
    ended = why;
  }

  void free() {
    if (!freed) {
      freed = true;
      end("is closed");
      Bridge.vit_call(address("vit_delete"), handle, 0);
    }
  }
}
