package vit2rtl.hdl.verilog;

import scala.collection.mutable.ArrayBuffer;
import spinal.core.SpinalConfig;
import spinal.core.internals.Phase;
import spinal.core.internals.PhasePropagateNames;
import spinal.core.internals.PhaseVerilog;
import spinal.core.internals.PhaseVhdl;
import scala.runtime.BoxedUnit;
import spinal.core.GlobalData;

/** Puts this package's phases among SpinalHDL's. */
public final class PhaseOrder {
  private PhaseOrder() {}

  /**
   * Makes a run of SpinalHDL write our text.
   *
   * @param config of a run that has not begun
   */
  public static void change(SpinalConfig config) {
    config.phasesInserters().addOne(phases -> change(phases));
  }

  private static BoxedUnit change(ArrayBuffer<Phase> phases) {
    for (int i = 0; i < phases.size(); i++) {
      if (phases.apply(i) instanceof PhaseVerilog) {
        phases.update(i, VerilogPhase.of(GlobalData.get().phaseContext()));
      }
    }
    for (int i = 0; i < phases.size(); i++) {
      if (phases.apply(i) instanceof PhasePropagateNames) {
        phases.insert(i, new NamePhase());
        if (phases.exists(phase -> phase instanceof PhaseVhdl)) {
          phases.insert(i, new MemoryOperandPhase());
        }
        phases.insert(i, new AliasPhase());
        break;
      }
    }
    return BoxedUnit.UNIT;
  }
}
