package vit2rtl.hdl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import spinal.core.HIGH$;
import vit2rtl.hdl.domain.Clocks;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.type.Bool;

/**
 * A Verilog module that exists already, as a child. A subclass declares its ports by the names they have in the module,
 * its parameters with {@link #generic} and its clocks with {@link #clock}, all in the constructor; the module's source
 * is given with it and follows the design into its texts, so that simulators and synthesis have it.
 *
 * <p>Names of module, ports and parameters must be in the source. Ports belong to the clock domain they are declared
 * in, outputs too; what the module does with them, combinational paths included, is beyond all checks here.
 * Not for designs in VHDL.
 */
public abstract class BlackBox extends Component {
  private static final Pattern MODULE = Pattern.compile("(?m)^\\s*module\\s+(\\w+)");

  private final String module;
  private final String source;

  /** The SpinalHDL black box behind this one. */
  private static final class Body extends spinal.core.BlackBox {}

  /** Those of one elaboration, each once. */
  private static final class Sources {
    private final Map<String, String> byModule = new LinkedHashMap<>();

    static Sources of(Elaboration elaboration) {
      return elaboration.part(Sources.class, Sources::new);
    }
  }

  /**
   * An instance of a module; its ports are declared as a component's.
   *
   * @param module name of the Verilog module
   * @param source Verilog that has this module, and whatever modules it is made of
   */
  protected BlackBox(String module, String source) {
    super(module, Instance.Origin.FOREIGN, Body::new);
    this.module = module;
    this.source = source.strip() + "\n";
    requireInSource("module", module);
    String known = Sources.of(Elaboration.current()).byModule.putIfAbsent(module, this.source);
    if (known != null && !known.equals(this.source)) {
      throw new StructureException("black box " + module, "it has another source elsewhere in the design",
          "give one module one source");
    }
  }

  /**
   * A whole-number parameter.
   *
   * @param name  as the module calls it
   * @param value its value
   */
  protected final void generic(String name, int value) {
    requireInSource("parameter", name);
    ((Body) spinal()).addGeneric(name, value);
  }

  /**
   * A parameter that is a string.
   *
   * @param name  as the module calls it
   * @param value without quotes
   */
  protected final void generic(String name, String value) {
    requireInSource("parameter", name);
    ((Body) spinal()).addGeneric(name, value);
  }

  /**
   * A port that gets the clock of the domain this is in.
   *
   * @param port the module's name for it
   */
  protected final void clock(String port) {
    connect(port, null);
  }

  /**
   * Ports that get clock and reset of the domain this is in; the module's reset is active high.
   *
   * @param port  the module's name for the clock
   * @param reset the module's name for the reset
   */
  protected final void clock(String port, String reset) {
    Clocks.current().requireReset("black box " + module);
    connect(port, reset);
  }

  private void connect(String port, String reset) {
    Clocks clocks = Clocks.current();
    clocks.requireClock("black box " + module);
    ((Body) spinal()).mapClockDomain(clocks.spinal(clocks.domain()), input(port), reset == null ? null : input(reset),
        null, HIGH$.MODULE$, HIGH$.MODULE$);
  }

  private spinal.core.Bool input(String port) {
    requireInSource("port", port);
    Bool made = Bool.bool().create();
    made.spinal().asInput();
    made.spinal().setName(port);
    return made.spinal();
  }

  @Override
  protected final void build() {
    boundary().tagAll();
    boundary().portList().forEach(port -> requireInSource("port", port.name()));
  }

  private void requireInSource(String what, String name) {
    Pattern wanted = Pattern.compile(what.equals("module") ? "\\bmodule\\s+" + name + "\\b" : "\\b" + name + "\\b");
    if (!wanted.matcher(source).find()) {
      throw new NameException("black box " + module, "its source has no " + what + " '" + name + "'",
          "use the names of the Verilog module");
    }
  }

  /** A text with the sources of its black boxes behind it. */
  static String append(Elaboration elaboration, String text, Language language) {
    Map<String, String> sources = Sources.of(elaboration).byModule;
    if (sources.isEmpty()) {
      return text;
    }
    String first = sources.keySet().iterator().next();
    if (language == Language.VHDL) {
      throw new StructureException("black box " + first, "it is in Verilog and the design in VHDL",
          "elaborate the design in Verilog or SystemVerilog");
    }
    String together = sources.values().stream().distinct().collect(Collectors.joining("\n"));
    Matcher own = MODULE.matcher(text);
    while (own.find()) {
      if (Pattern.compile("\\bmodule\\s+" + own.group(1) + "\\b").matcher(together).find()) {
        throw new NameException("module " + own.group(1), "a black box has a module of the same name", "rename it");
      }
    }
    return text + "\n" + together;
  }
}
