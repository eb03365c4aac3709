package vit2rtl.fpga.synth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/**
 * Synthesis of a large design module by module, each once however often it stands there, and what every part of it
 * needs. Nothing is optimised across modules, so counts are a little higher than those of a flat netlist.
 *
 * @param whole the design
 * @param parts what the top's modules need, each with all that is in it, by module name and count
 */
public record HierarchicalSynthesis(SynthesisReport whole, SortedMap<String, SynthesisReport> parts) {

  /** A memory's declaration: what stands before it, its name and its last word. It may have another attribute. */
  private static final Pattern MEMORY =
      Pattern.compile("(?m)^( +)((?:\\(\\* no_rw_check \\*\\) +)?reg +(?:signed +)?\\[\\d+:0\\] +(\\w+) +\\[0:(\\d+)\\];)");

  /**
   * Synthesises a design.
   *
   * @param shallow memories of up to so many words are made of look-up tables; 0 leaves every memory to Yosys
   */
  public static HierarchicalSynthesis run(RtlDesign design, Target target, int shallow) {
    Tools.YOSYS.require();
    return WorkFolder.with("vit2rtl-synth", folder -> run(design, target, shallow, folder));
  }

  /**
   * The text with an attribute at every memory of up to so many words. Not where words are given at the start: look-up
   * tables of an ECP5 that are written begin as anything.
   */
  public static String withShallow(String text, int shallow) {
    return MEMORY.matcher(text).replaceAll(found -> Integer.parseInt(found.group(4)) < shallow
        && !text.contains(" " + found.group(3) + "[0] = ")
        ? found.group(1) + "(* ram_style = \"distributed\" *) " + found.group(2)
        : found.group());
  }

  private static HierarchicalSynthesis run(RtlDesign design, Target target, int shallow, Path folder)
      throws IOException {
    RomFiles sources = RomFiles.of(withShallow(design.text(), shallow));
    Files.writeString(folder.resolve("design.v"), sources.text());
    sources.write(folder);
    Yosys.run(folder, "read_verilog design.v; " + target.hierarchicalScript() + " -top " + design.topName()
        + target.after() + "; tee -q -o stat.json stat -json");
    Map<String, Map<String, Integer>> own = own(modules(Files.readString(folder.resolve("stat.json"))));
    Map<String, Map<String, Integer>> whole = new HashMap<>();
    SortedMap<String, SynthesisReport> parts = new TreeMap<>();
    own.get(design.topName()).forEach((type, count) -> {
      if (own.containsKey(type)) {
        parts.put(count == 1 ? type : type + " x" + count,
            Synthesis.report(type, target, times(count, cells(type, own, whole))));
      }
    });
    return new HierarchicalSynthesis(Synthesis.report(design.topName(), target, cells(design.topName(), own, whole)),
        parts);
  }

  /** What is under "modules": behind it Yosys 0.23 writes the hierarchy in plain text, which is no JSON. */
  static JsonNode modules(String stat) throws IOException {
    try (JsonParser parser = new ObjectMapper().createParser(stat.substring(stat.indexOf('{')))) {
      while (parser.nextToken() != null) {
        if ("modules".equals(parser.currentName()) && parser.currentToken() == JsonToken.START_OBJECT) {
          return parser.readValueAsTree();
        }
      }
    }
    throw new ToolException("yosys wrote no statistics of modules");
  }

  /** Of every module: its cells and instances. */
  private static Map<String, Map<String, Integer>> own(JsonNode modules) {
    Map<String, Map<String, Integer>> own = new HashMap<>();
    modules.fields().forEachRemaining(module -> {
      Map<String, Integer> cells = new TreeMap<>();
      module.getValue().path("num_cells_by_type").fields()
          .forEachRemaining(cell -> cells.put(cell.getKey(), cell.getValue().intValue()));
      own.put(module.getKey().replaceFirst("^\\\\", ""), cells);
    });
    return own;
  }

  /** A module's cells with those of all that is in it. */
  private static Map<String, Integer> cells(String module, Map<String, Map<String, Integer>> own,
      Map<String, Map<String, Integer>> done) {
    if (!done.containsKey(module)) {
      Map<String, Integer> all = new TreeMap<>();
      own.get(module).forEach((type, count) -> {
        Map<String, Integer> inside = own.containsKey(type) ? cells(type, own, done) : Map.of(type, 1);
        times(count, inside).forEach((cell, n) -> all.merge(cell, n, Integer::sum));
      });
      done.put(module, all);
    }
    return done.get(module);
  }

  private static Map<String, Integer> times(int count, Map<String, Integer> cells) {
    Map<String, Integer> all = new TreeMap<>();
    cells.forEach((cell, n) -> all.put(cell, count * n));
    return all;
  }
}
