package vit2rtl.sim.tool;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The external tools this project uses.
 *
 * @param name        executable
 * @param versionArgs arguments that print the version
 * @param minimum     least version, as "5.006", or empty
 * @param packageName package of Debian and its relatives; whether a system has it, its package lists say
 * @param purpose     what it is needed for
 */
public record Tools(String name, List<String> versionArgs, String minimum, String packageName, String purpose) {
  /** Verilator, which makes models of Verilog. */
  public static final Tools VERILATOR =
      new Tools("verilator", List.of("--version"), "5.006", "verilator", "simulation");
  /** The C++ compiler, for Verilator's models. */
  public static final Tools GXX = new Tools("g++", List.of("--version"), "", "g++", "simulation");
  /** Make, for the toolchain's own builds. */
  public static final Tools MAKE = new Tools("make", List.of("--version"), "", "make", "builds of the toolchain");
  /** Icarus Verilog, the second simulator. */
  public static final Tools IVERILOG = new Tools("iverilog", List.of("-V"), "", "iverilog", "the second simulator");
  /** Yosys, which makes netlists. */
  public static final Tools YOSYS = new Tools("yosys", List.of("-V"), "", "yosys", "synthesis");
  /** Model checking of AIGER circuits, which comes with Yosys. */
  public static final Tools YOSYS_ABC = new Tools("yosys-abc", List.of(), "", "yosys", "proofs");
  /** Place and route for iCE40. */
  public static final Tools NEXTPNR_ICE40 =
      new Tools("nextpnr-ice40", List.of("--version"), "", "nextpnr-ice40", "iCE40 place and route");
  /** Bitstreams for iCE40. */
  public static final Tools ICEPACK = new Tools("icepack", List.of(), "", "fpga-icestorm", "iCE40 bitstreams");
  /** Place and route for ECP5. */
  public static final Tools NEXTPNR_ECP5 =
      new Tools("nextpnr-ecp5", List.of("--version"), "", "nextpnr-ecp5",
          "ECP5 place and route (Debian packages it from 13 on)");
  /** Bitstreams for ECP5. */
  public static final Tools ECPPACK = new Tools("ecppack", List.of(), "", "fpga-trellis",
      "ECP5 bitstreams (Debian packages it from 13 on)");
  /** OpenSTA, the timing of standard cells. */
  public static final Tools OPENSTA =
      new Tools("sta", List.of("-version"), "", "opensta", "timing of standard cells");
  /** Z3, a solver for proofs. */
  public static final Tools Z3 = new Tools("z3", List.of("--version"), "", "z3", "proofs");

  private static final Pattern VERSION = Pattern.compile("(\\d+(?:\\.\\d+)+)");

  /** {@return every tool, the necessary ones first} */
  public static List<Tools> all() {
    return List.of(VERILATOR, GXX, MAKE, IVERILOG, YOSYS, YOSYS_ABC, NEXTPNR_ICE40, ICEPACK, NEXTPNR_ECP5, ECPPACK,
        OPENSTA, Z3);
  }

  /** {@return the executable's place on the PATH} */
  public Optional<Path> find() {
    return find(name);
  }

  /**
   * {@return the place of any program on the PATH}
   *
   * @param name of the program
   */
  public static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** {@return whether it is on the PATH} */
  public boolean isInstalled() {
    return find().isPresent();
  }

  /** {@return first line of what the tool says about its version, or empty where it is absent or does not say} */
  public String versionLine() {
    if (!isInstalled() || versionArgs.isEmpty()) {
      return "";
    }
    List<String> command = new java.util.ArrayList<>(List.of(name));
    command.addAll(versionArgs);
    return Processes.run(null, command).lines().findFirst().orElse("");
  }

  /** The tool, present and recent enough, or a sentence that says how to get it. */
  public void require() {
    requireInstalled();
    if (!minimum.isEmpty()) {
      requireVersion(versionLine());
    }
  }

  /** Refuses to go on where the tool is missing, and says how to get it. */
  public void requireInstalled() {
    if (!isInstalled()) {
      throw new ToolException(name + " is not installed; it is needed for " + purpose + ": " + howToGet());
    }
  }

  /**
   * Refuses to go on where a version is older than the tool's least.
   *
   * @param line what the tool says about its version
   */
  public void requireVersion(String line) {
    if (!reaches(line, minimum)) {
      throw new ToolException(name + " is '" + line + "'; allowed: " + minimum + " or newer: " + howToGet());
    }
  }

  /**
   * {@return the same tool where only newer versions will do}
   *
   * @param version the least that will
   */
  public Tools atLeast(String version) {
    return new Tools(name, versionArgs, version, packageName, purpose);
  }

  /** Whether the first version in a text is at least a least one, if there is one. */
  static boolean reaches(String text, String least) {
    Matcher version = VERSION.matcher(text);
    return least.isEmpty() || version.find() && compare(version.group(1), least) >= 0;
  }

  private static int compare(String a, String b) {
    String[] x = a.split("\\.");
    String[] y = b.split("\\.");
    for (int i = 0; i < Math.max(x.length, y.length); i++) {
      int difference = Integer.compare(i < x.length ? Integer.parseInt(x[i]) : 0,
          i < y.length ? Integer.parseInt(y[i]) : 0);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  /** {@return what to do to get this tool} */
  public String howToGet() {
    return PackageLists.howToGet(packageName, minimum);
  }

  /** The line that installs a tool. */
  static String howToGet(String name) {
    return all().stream().filter(tool -> tool.name.equals(name)).findFirst()
        .map(Tools::howToGet).orElse("install " + name);
  }
}
