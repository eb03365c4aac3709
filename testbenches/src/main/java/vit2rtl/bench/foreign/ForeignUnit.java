package vit2rtl.bench.foreign;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * A module written elsewhere in place of a unit's: everything that is simulated sees the unit's ports.
 *
 * @param design the text of the files with a shell around the module
 * @param open   pins of the module that no port belongs to; inputs among them float
 */
public record ForeignUnit(RtlDesign design, List<String> open) {
  /** The word that stands for {@link PortMap#axi}. */
  public static final String AXI = "axi";

  /**
   * The module, connected.
   *
   * @param unit  the unit that it should be
   * @param files Verilog or SystemVerilog, in the order of their reading
   * @param top   the module
   * @param ports {@value #AXI}, or the file of a {@link PortMapFile}; nothing where the names are the unit's
   * @throws InputException where files, module or pins do not fit
   */
  public static ForeignUnit of(RtlDesign unit, List<Path> files, String top, Optional<String> ports) {
    ForeignFiles read = ForeignFiles.read(files);
    List<String> modules = read.modules();
    if (!modules.contains(top)) {
      throw new InputException("--top " + top + ": the files of --rtl have no such module; they have "
          + (modules.isEmpty() ? "none" : String.join(", ", modules)));
    }
    PortMap map = ports.map(given -> given.equals(AXI) ? PortMap.axi(unit) : PortMapFile.read(Path.of(given), unit))
        .orElseGet(() -> PortMap.own(unit));
    String shell = ShellText.of(unit, top, map);
    List<String> open = new ShellCheck(top, map).openPins(read, shell);
    String text = read.text() + "`resetall\n" + shell;
    return new ForeignUnit(new RtlDesign(ShellText.MODULE, read.language(), text, text, unit.clocks(), unit.ports(),
        unit.streams(), unit.portClocks()), open);
  }
}
