package vit2rtl.fpga.board;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.synth.Figure;
import vit2rtl.fpga.synth.HierarchicalSynthesis;
import vit2rtl.fpga.synth.Nextpnr;
import vit2rtl.fpga.synth.RomFiles;
import vit2rtl.fpga.synth.Synthesis;
import vit2rtl.fpga.synth.WorkFolder;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/**
 * Builds a board's bitstream: Yosys, the device's nextpnr, its packer. The output folder receives {@code core.v},
 * {@code top.v}, the pins, {@code build.sh} (for Vivado {@code build.tcl}) and {@code synthesis.json} once the netlist
 * is there, and the bitstream and {@code report.json} at the end, each complete or not at all.
 */
public final class BoardBuild {
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What is written into the flash of a board whose unit reads one. */
  private static final String FLASH_FILE = "flash.bin";

  private final BoardDesign design;
  private final Board board;
  private final String units;
  private final List<String> origin;

  /** Is called at the steps of a build. */
  public interface Listener {
    /** What begins. */
    void step(String name);

    /** Figures of synthesis: they come whether or not the device can be placed and routed here. */
    void synthesised(List<Figure> figures);
  }

  /**
   * @param units  the units and their settings in words, for the report
   * @param origin sentences that {@code core.v} begins with, as comments
   */
  public BoardBuild(BoardDesign design, String units, List<String> origin) {
    this.design = design;
    this.board = design.board();
    this.units = units;
    this.origin = List.copyOf(origin);
  }

  /** Builds into {@code out}; a tool that is missing behind synthesis ends it there. */
  public BoardReport run(Path out, Listener listener) {
    Tools.YOSYS.require();
    return WorkFolder.with("vit2rtl-board", folder -> build(folder, out, listener));
  }

  private BoardReport build(Path folder, Path out, Listener listener) throws IOException {
    BoardFlow flow = board.flow();
    RomFiles core = core();
    Files.writeString(folder.resolve("core.v"),
        origin.stream().map(line -> "// " + line + "\n").reduce("", String::concat) + core.text());
    core.write(folder);
    Files.writeString(folder.resolve("top.v"), board.top());
    Files.writeString(folder.resolve(flow.pins()), board.pins());
    Files.writeString(folder.resolve(BuildScript.FILE), BuildScript.of(board));
    Files.setPosixFilePermissions(folder.resolve(BuildScript.FILE), PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> given = new ArrayList<>(List.of("core.v", "top.v", flow.pins(), BuildScript.FILE, "synthesis.json"));
    given.addAll(core.files().keySet());
    Optional<String> vivado = Board.optionalFile(board.name(), BuildScript.VIVADO);
    if (vivado.isPresent()) {
      Files.writeString(folder.resolve(BuildScript.VIVADO), vivado.get());
      given.add(BuildScript.VIVADO);
    }
    for (BoardUnit unit : design.config().units()) {
      if (unit.flashImage().isPresent()) {
        Files.write(folder.resolve(FLASH_FILE), unit.flashImage().get());
        given.add(FLASH_FILE);
      }
    }
    listener.step("synthesis");
    List<Figure> figures = Synthesis.netlist(folder, BuildScript.SOURCES, board.script(), BoardDesign.TOP,
        board.target()).figures();
    Files.writeString(folder.resolve("synthesis.json"), JSON.writeValueAsString(figures) + "\n");
    give(folder, out, given);
    listener.synthesised(figures);
    Nextpnr nextpnr = board.target().nextpnr().orElseThrow(() -> new ToolException(board.name() + " is not placed and"
        + " routed from here: its tools need databases; run " + out.resolve(BuildScript.FILE)
        + ", which says which, or build.tcl with Vivado"));
    board.placer().orElseThrow().require();
    Tools packer = flow.packer();
    packer.require();
    listener.step("place and route");
    Nextpnr.Result placed = nextpnr.run(folder, board.target().device(), board.megahertz(), board.placement());
    listener.step("bitstream");
    Processes.run(folder, flow.packing());
    BoardReport report = new BoardReport(board.name(), units, Tools.YOSYS.versionLine(), nextpnr.tool().versionLine(),
        placed.logicCells(), placed.logicRoom(), placed.memories(), placed.multipliers(),
        Math.round(placed.megahertz() * 10) / 10.0, board.megahertz(), Files.size(folder.resolve(flow.bitstream())));
    Files.writeString(folder.resolve("report.json"), JSON.writeValueAsString(report) + "\n");
    give(folder, out, List.of(flow.bitstream(), "report.json"));
    return report;
  }

  /** The core's text; of a large design without the contents of its memories. */
  private RomFiles core() {
    String text = design.core().text();
    return board.hierarchy()
        .map(large -> RomFiles.of(HierarchicalSynthesis.withShallow(text, large.lutMemories())))
        .orElseGet(() -> new RomFiles(text, new TreeMap<>()));
  }

  private static void give(Path folder, Path out, List<String> files) {
    for (String file : files) {
      AtomicFile.write(out.resolve(file), to -> Files.copy(folder.resolve(file), to,
          StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES));
    }
  }

  /** A report written earlier. */
  public static BoardReport read(Path file) {
    try {
      return JSON.readValue(file.toFile(), BoardReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
