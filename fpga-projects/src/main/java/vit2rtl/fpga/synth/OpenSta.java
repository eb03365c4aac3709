package vit2rtl.fpga.synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Processes;
import vit2rtl.sim.ToolException;

/**
 * Static timing of a netlist of standard cells with OpenSTA: an ideal clock, ports as if registers drove and took them.
 */
final class OpenSta {
  private static final Pattern SLACK = Pattern.compile("(?m)^worst slack (-?[0-9.]+)$");
  /** Long enough that no path of any library misses it; the path is what the slack leaves of it. */
  private static final int PERIOD_PICOSECONDS = 1_000_000;

  private OpenSta() {}

  /** The longest path, setup time included, of {@code mapped.v} with {@code cells.lib} in a folder. */
  static double picoseconds(Path folder, RtlDesign design) throws IOException {
    String clock = design.clocks().get(0).clock();
    Files.writeString(folder.resolve("timing.tcl"), """
        read_liberty cells.lib
        set_cmd_units -time ps
        read_verilog mapped.v
        link_design %s
        create_clock -name %s -period %d [get_ports %s]
        set_input_delay -clock %s 0 [all_inputs]
        set_output_delay -clock %s 0 [all_outputs]
        report_worst_slack -digits 1
        """.formatted(design.topName(), clock, PERIOD_PICOSECONDS, clock, clock, clock));
    String log = Processes.run(folder, List.of("sta", "-exit", "-no_splash", "timing.tcl"));
    // It ends with success whatever it could not read.
    log.lines().filter(line -> line.startsWith("Error")).findFirst().ifPresent(line -> {
      throw new ToolException("sta (OpenSTA) says: " + line);
    });
    Matcher slack = SLACK.matcher(log);
    if (!slack.find()) {
      throw new ToolException("sta (OpenSTA) reports no path; has the Liberty file cells with timing tables?");
    }
    return PERIOD_PICOSECONDS - Double.parseDouble(slack.group(1));
  }
}
