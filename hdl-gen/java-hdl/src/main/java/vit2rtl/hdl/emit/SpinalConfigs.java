package vit2rtl.hdl.emit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.util.Map;
import spinal.core.ClockDomainConfig;
import spinal.core.HIGH$;
import spinal.core.RISING$;
import spinal.core.SYNC$;
import spinal.core.SpinalConfig;
import spinal.core.SpinalMode;
import spinal.core.SystemVerilog$;
import spinal.core.VHDL$;
import spinal.core.Verilog$;
import spinal.core.internals.PhaseDeviceHandler;
import vit2rtl.hdl.rtl.Language;

/**
 * Makes SpinalHDL configurations by parameter name. The constructor has dozens of positional parameters that differ
 * between versions; their names and defaults are in the class file.
 */
final class SpinalConfigs {
  private SpinalConfigs() {}

  /** Deterministic text, ROM contents inside it, clk rising and reset synchronous high. */
  static SpinalConfig of(HdlOptions options, String targetDirectory) {
    Language language = options.language();
    return build(Map.ofEntries(
        Map.entry("mode", mode(language)),
        Map.entry("targetDirectory", targetDirectory),
        Map.entry("netlistFileName", "design." + language.extension()),
        Map.entry("defaultConfigForClockDomains",
            new ClockDomainConfig(RISING$.MODULE$, SYNC$.MODULE$, HIGH$.MODULE$, HIGH$.MODULE$, HIGH$.MODULE$)),
        Map.entry("nameWhenByFile", false),
        Map.entry("headerWithRepoHash", false),
        Map.entry("headerWithDate", false),
        Map.entry("inlineRom", true),
        Map.entry("genLineComments", options.positions() == HdlOptions.Positions.COMMENTS),
        Map.entry("withTimescale", false),
        // Names of enum constants as strings beside every signal belong in a wave viewer, not in shipped text.
        Map.entry("_withEnumString", false),
        Map.entry("noAssertAtTimeZero", false),
        // The standard handler writes (* ram_style = "distributed" *), which devices without such memories refuse.
        Map.entry("devicePhaseHandler", new PhaseDeviceHandler() {}),
        // Names that the elaborator invents say nothing to the reader.
        Map.entry("cutLongExpressions", false),
        Map.entry("inlineConditionalExpression", true),
        Map.entry("bitVectorWidthMax", 1 << 16)));
  }

  private static SpinalMode mode(Language language) {
    return switch (language) {
      case VERILOG -> Verilog$.MODULE$;
      case SYSTEMVERILOG -> SystemVerilog$.MODULE$;
      case VHDL -> VHDL$.MODULE$;
    };
  }

  private static SpinalConfig build(Map<String, Object> wanted) {
    Constructor<?> constructor = SpinalConfig.class.getConstructors()[0];
    Parameter[] parameters = constructor.getParameters();
    Object[] arguments = new Object[parameters.length];
    try {
      for (int i = 0; i < parameters.length; i++) {
        arguments[i] = wanted.containsKey(parameters[i].getName())
            ? wanted.get(parameters[i].getName())
            : SpinalConfig.class.getMethod("$lessinit$greater$default$" + (i + 1)).invoke(null);
      }
      return (SpinalConfig) constructor.newInstance(arguments);
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw new IllegalStateException("this SpinalHDL version's SpinalConfig has another shape: " + e, e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("SpinalConfig refused its defaults: " + e.getCause(), e);
    }
  }
}
