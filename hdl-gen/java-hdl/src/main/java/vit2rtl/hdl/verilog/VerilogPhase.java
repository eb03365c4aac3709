package vit2rtl.hdl.verilog;

import scala.Function0;
import scala.collection.mutable.LinkedHashSet;
import spinal.core.BlackBox;
import spinal.core.Component;
import spinal.core.internals.ComponentEmitterTrace;
import spinal.core.internals.Expression;
import spinal.core.internals.PhaseContext;
import spinal.core.internals.PhaseVerilog;
import spinal.core.internals.WidthProvider;

/** Writes a design as Verilog or SystemVerilog, in place of SpinalHDL's phase: see {@link ComponentText}. */
public final class VerilogPhase extends PhaseVerilog {
  private final PhaseContext context;
  private final LinkedHashSet<String> sources;

  private VerilogPhase(PhaseContext context, spinal.core.SpinalReport<?> report) {
    super(context, report);
    this.context = context;
    this.sources = report.generatedSourcesPaths();
  }

  /**
   * {@return a phase to be run where SpinalHDL's would be}
   *
   * @param context the run's
   */
  public static VerilogPhase of(PhaseContext context) {
    spinal.core.SpinalReport<Component> report = new spinal.core.SpinalReport<>();
    report.globalData_$eq(context.globalData());
    return new VerilogPhase(context, report);
  }

  LinkedHashSet<String> sources() {
    return sources;
  }

  /** As the superclass does it, with our text: modules whose texts are equal become one. */
  @Override
  public Function0<String> compile(Component component) {
    ComponentText text = new ComponentText(component, this, context);
    text.finish();
    ComponentEmitterTrace trace = text.getTrace();
    Component same = emitedComponent().getOrElse(trace, () -> null);
    if (same == null || component.definitionNameNoMerge() && !component.definitionName().equals(same.definitionName())) {
      if (usedDefinitionNames().contains(component.definitionName()) && !component.isInBlackBoxTree()) {
        throw new IllegalStateException("two different modules are called " + component.definitionName());
      }
      usedDefinitionNames().add(component.definitionName());
      emitedComponent().put(trace, component);
      return text::result;
    }
    emitedComponentRef().put(component, same);
    if (!(component instanceof BlackBox)) {
      component.definitionName_$eq(same.definitionName());
    }
    return () -> "";
  }

  @Override
  public String emitType(Expression e) {
    return e.getTypeObject() == spinal.core.internals.TypeSInt$.MODULE$
        ? Declaration.type(((WidthProvider) e).getWidth(), true)
        : super.emitType(e);
  }

  @Override
  public String expressionAlign(String net, String section, String name) {
    return String.format("%-4s %-15s %s", net, section, name);
  }
}
