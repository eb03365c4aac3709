package vit2rtl.bench.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.sim.tool.Folders;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;

/**
 * Whether a shell fits the module inside it, as Verilator reads both: text that is no Verilog, pins that are not there
 * and pins of other widths are refused before anything is simulated; pins that the shell leaves open are named.
 */
final class ShellCheck {
  private static final String SHELL = "shell.v";
  private static final List<String> LINT = List.of("verilator", "--lint-only", "-Wno-lint", "-Wno-style", "-Wno-fatal",
      "-Wwarn-WIDTH", "-Wwarn-PINMISSING", "--no-timing", "--top-module", ShellText.MODULE);
  private static final List<List<String>> LANGUAGES = List.of(List.of(), List.of("--default-language", "1364-2005"));
  private static final Pattern ERROR = Pattern.compile("(?m)^%Error[^:\\n]*: (\\S.*)$");
  private static final Pattern ABSENT = Pattern.compile("Pin not found: '?([\\w$]+)");
  private static final Pattern WIDTH = Pattern.compile("(?m)^%Warning-WIDTH\\w*: shell\\.v:.* port connection"
      + " '?([\\w$]+)'? expects (\\d+) bits.* generates (\\d+) bits");
  private static final Pattern OPEN = Pattern.compile("(?m)^%Warning-PINMISSING: shell\\.v:.*missing pin: '?([\\w$]+)");

  private final String top;
  private final PortMap map;

  ShellCheck(String top, PortMap map) {
    this.top = top;
    this.map = map;
  }

  /** Pins that nothing is connected to. */
  List<String> openPins(ForeignFiles files, String shell) {
    String printed = lint(files, shell);
    Matcher width = WIDTH.matcher(printed);
    if (width.find()) {
      throw new InputException("pin " + width.group(1) + " of module " + top + " has " + width.group(2)
          + " bits; the unit needs " + width.group(3) + " (pins by " + map.source() + ")");
    }
    Matcher open = OPEN.matcher(printed);
    List<String> pins = new ArrayList<>();
    while (open.find()) {
      pins.add(open.group(1));
    }
    return pins;
  }

  private String lint(ForeignFiles files, String shell) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("vit2rtl-shell");
      String source = "unit." + files.language().extension();
      Files.writeString(folder.resolve(source), files.text());
      Files.writeString(folder.resolve(SHELL), shell);
      return lint(folder, source, files.language());
    } catch (IOException e) {
      throw new ToolException("checking --rtl needs a temporary folder: " + e.getMessage(), e);
    } finally {
      if (folder != null) {
        Folders.delete(folder);
      }
    }
  }

  /** Verilog may have words of SystemVerilog as names; where both readings fail, the first tells why. */
  private String lint(Path folder, String source, Language language) {
    ToolException failure = null;
    for (List<String> reading : language == Language.VERILOG ? LANGUAGES : LANGUAGES.subList(0, 1)) {
      List<String> command = new ArrayList<>(LINT);
      command.addAll(reading);
      command.addAll(List.of(source, SHELL));
      try {
        return Processes.run(folder, command);
      } catch (ToolException e) {
        failure = failure == null ? e : failure;
      }
    }
    throw refused(failure);
  }

  private RuntimeException refused(ToolException failure) {
    Matcher absent = ABSENT.matcher(failure.getMessage());
    if (absent.find()) {
      return new InputException("module " + top + " has no pin '" + absent.group(1) + "' (pins by " + map.source()
          + "); give its names with --ports F, lines 'PORT = PIN', or --ports axi");
    }
    Matcher error = ERROR.matcher(failure.getMessage());
    return failure.isRefusal() && error.find()
        ? new InputException("--rtl, as Verilator reads the files one behind the other: " + error.group(1).strip())
        : failure;
  }
}
