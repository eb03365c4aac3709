package vit2rtl.sim;

import java.util.List;
import java.util.regex.Pattern;
import spinal.core.BaseType;
import spinal.core.Component;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Signal;
import vit2rtl.sim.tool.RequestException;

/**
 * A memory, register or wire inside a design that a simulation is to reach. Only what is asked for is kept from
 * Verilator's optimisation, so nothing else slows a model down.
 *
 * @param path   names of the instances from the top module down, joined by dots; empty for the top module itself
 * @param module name of the module that declares it
 * @param name   its name in the emitted text
 * @param depth  words of a memory, or 0 for a register or wire
 * @param width  bits of a word
 * @param signed whether the bits are two's complement
 */
public record Probe(String path, String module, String name, int depth, int width, boolean signed) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");

  /**
   * Refuses names that no design has, fewer than 0 words and fewer than 1 bit.
   *
   * @param path   names of the instances from the top module down, joined by dots; empty for the top module itself
   * @param module name of the module that declares it
   * @param name   its name in the emitted text
   * @param depth  words of a memory, or 0 for a register or wire
   * @param width  bits of a word
   * @param signed whether the bits are two's complement
   */
  public Probe {
    boolean legal = path.isEmpty() || java.util.stream.Stream.of(path.split("\\.", -1)).allMatch(Probe::isName);
    if (!legal || !isName(module) || !isName(name)) {
      throw new RequestException("'" + name + "' of module '" + module + "' at '" + path
          + "' cannot be probed; allowed: names of letters, digits and underscores, instances joined by dots");
    }
    if (depth < 0 || width < 1) {
      throw new RequestException("probe " + name + " of " + depth + " words of " + width
          + " bits; allowed: 0 words (a signal) or more, 1 bit or more");
    }
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * {@return a memory of an elaborated design}
   *
   * @param memory any memory of the design
   */
  public static Probe of(Mem<?> memory) {
    Component owner = memory.spinal().component();
    return new Probe(path(owner), owner.definitionName(), memory.spinal().getName(), memory.depth(), memory.width(),
        memory.isSigned());
  }

  /**
   * {@return a named register or wire of an elaborated design}
   *
   * @param signal a scalar signal with a name
   */
  public static Probe of(Signal signal) {
    String name = signal.name();
    int width = signal instanceof Int number ? number.width() : signal instanceof Bits bits ? bits.width() : 1;
    if (!(signal instanceof Int || signal instanceof Bits || signal instanceof Bool)) {
      throw new RequestException("probe " + name + " is a signal of several parts; probe its elements");
    }
    Component owner = ((BaseType) signal.spinal()).component();
    return new Probe(path(owner), owner.definitionName(), name, 0, width, signal instanceof SInt);
  }

  private static String path(Component component) {
    if (component.parent() == null) {
      return "";
    }
    String above = path(component.parent());
    return (above.isEmpty() ? "" : above + ".") + component.getName();
  }

  /** {@return path and name as a reader knows them} */
  public String fullName() {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Verilator's name of the instance that holds it. */
  String scope(String top) {
    return path.isEmpty() ? top : top + "." + path;
  }

  /**
   * The lines of Verilator's configuration file that keep it reachable; a memory may also be written. Some versions
   * know names as they are in the text, some with double underscores spelt out; what one does not know it ignores.
   */
  List<String> configuration() {
    String kind = "public_flat_" + (depth > 0 ? "rw" : "rd");
    return List.of(kind + " -module \"" + module + "\" -var \"" + name + "\"",
        kind + " -module \"" + encoded(module) + "\" -var \"" + encoded(name) + "\"");
  }

  private static String encoded(String name) {
    return name.replace("__", "___05F");
  }

  /** Bytes of a word in the model: 1, 2, 4, 8, or as many 4 as it takes. */
  int bytes() {
    return width <= 8 ? 1 : width <= 16 ? 2 : width <= 32 ? 4 : width <= 64 ? 8 : (width + 31) / 32 * 4;
  }
}
