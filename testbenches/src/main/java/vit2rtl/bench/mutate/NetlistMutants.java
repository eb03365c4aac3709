package vit2rtl.bench.mutate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.Folders;
import vit2rtl.sim.tool.Processes;

/**
 * Faults in the cells that Yosys makes of a text: pins that are inverted, stuck at 0 or 1, or inverted by a neighbour.
 * Yosys draws them, and puts many into one netlist behind the port that {@link Schema} has, too.
 */
final class NetlistMutants {
  private static final Pattern PART = Pattern.compile("-(\\w+) (\\S+)");
  private static final Pattern LINE = Pattern.compile("-src design\\.s?v:(\\d+)\\.");

  /** Yosys does not write memories whose pins a fault has changed; faults in tables are the text's. */
  private static final String NO_MEMORIES = "select t:$mem* %n\n";

  private static final String PREFIX = "vit2rtl-mutate";

  private final RtlDesign design;
  private final Form form;
  private final int first;
  private final List<String> commands;
  private String schema;

  private NetlistMutants(RtlDesign design, Form form, int first, List<String> commands) {
    this.design = design;
    this.form = form;
    this.first = first;
    this.commands = commands;
  }

  /** Whether the netlist keeps the modules of the text. */
  enum Form { MODULES, FLAT }

  /**
   * So many, drawn by the seed; Yosys may find fewer.
   *
   * @param first number of the first of them
   */
  static NetlistMutants draw(RtlDesign design, Form form, int first, int count, long seed) {
    List<String> drawn = Folders.temporary(PREFIX, folder -> {
      yosys(folder, held(folder, design, form) + NO_MEMORIES + "mutate -list " + count + " -seed " + Math.floorMod(seed, Integer.MAX_VALUE)
          + " -o list.txt");
      return Files.readAllLines(folder.resolve("list.txt"));
    });
    return new NetlistMutants(design, form, first, drawn);
  }

  List<Mutant> mutants() {
    List<String> lines = design.text().lines().toList();
    List<Mutant> mutants = new ArrayList<>();
    for (String command : commands) {
      int line = 0;
      for (Matcher source = LINE.matcher(command); source.find();) {
        line = Integer.parseInt(source.group(1));
      }
      String mode = part(command, "mode");
      mutants.add(new Mutant(first + mutants.size(), Mutant.Origin.NETLIST, "netlist " + mode, part(command, "module"),
          line, line == 0 ? "" : lines.get(line - 1).strip(), "cell " + part(command, "cell") + ", pin "
          + part(command, "port") + "[" + part(command, "portbit") + "] " + words(mode, command)));
    }
    return mutants;
  }

  private static String words(String mode, String command) {
    return switch (mode) {
      case "inv" -> "inverted";
      case "const0" -> "is 0";
      case "const1" -> "is 1";
      case "cnot0" -> "inverted where bit " + part(command, "ctrlbit") + " is 0";
      default -> "inverted where bit " + part(command, "ctrlbit") + " is 1";
    };
  }

  private static String part(String command, String name) {
    for (Matcher part = PART.matcher(command); part.find();) {
      if (part.group(1).equals(name)) {
        return part.group(2).replaceFirst("^\\\\", "");
      }
    }
    return "";
  }

  /** One text that holds all of them, chosen by {@link Schema#PORT}; Yosys writes it once, for runs and for proofs. */
  synchronized String schema() {
    if (schema == null) {
      schema = written(chosen());
    }
    return schema;
  }

  private String chosen() {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < commands.size(); i++) {
      script.append(commands.get(i).replaceFirst("^mutate ",
          "mutate -ctrl " + Schema.PORT + " " + Schema.BITS + " " + (first + i) + " ")).append('\n');
    }
    return script.toString();
  }

  /** The netlist with one of them alone. */
  String alone(Mutant mutant) {
    return written(commands.get(mutant.number() - first) + "\n");
  }

  /** The netlist without any. */
  String original() {
    return written("");
  }

  private String written(String script) {
    return Folders.temporary(PREFIX, folder -> {
      yosys(folder, held(folder, design, form) + script + "opt_clean\nwrite_verilog -noattr out.v");
      return Files.readString(folder.resolve("out.v"));
    });
  }

  private static String held(Path folder, RtlDesign design, Form form) throws IOException {
    boolean system = design.language() == Language.SYSTEMVERILOG;
    String file = "design." + design.language().extension();
    Files.writeString(folder.resolve(file), design.text());
    return "read_verilog " + (system ? "-sv " : "") + file + "\nhierarchy -top " + design.topName()
        + "\nproc\n" + (form == Form.FLAT ? "flatten\n" : "") + "opt_clean\nmemory -nomap\nopt_clean\n";
  }

  private static void yosys(Path folder, String script) throws IOException {
    Files.writeString(folder.resolve("mutate.ys"), script + "\n");
    Processes.runIn(folder, List.of("yosys", "-q", "mutate.ys"));
  }
}
