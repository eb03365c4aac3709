package vit2rtl.fpga.axi;

import java.util.List;

/**
 * Vivado scripts: one that synthesises and implements the IP alone on a board's part (out of context, so that no pin is
 * needed), and for boards with a processor one that builds a design around it. No Vivado is available where these are
 * generated; they are checked for syntax and completeness only.
 */
public final class VivadoTcl {
  private VivadoTcl() {}

  /**
   * A board.
   *
   * @param name      file name
   * @param part      device
   * @param processor block design cell of its processor, or null
   * @param master    the processor's AXI master
   * @param slave     the processor's high-performance slave
   * @param megahertz clock to reach
   */
  public record Target(String name, String part, String processor, String master, String slave, int megahertz) {}

  public static final List<Target> TARGETS = List.of(
      new Target("arty-a7-100t", "xc7a100tcsg324-1", null, null, null, 100),
      new Target("pynq-z2", "xc7z020clg400-1", "processing_system7", "M_AXI_GP0", "S_AXI_HP0", 100),
      new Target("zcu102", "xczu9eg-ffvb1156-2-e", "zynq_ultra_ps_e", "M_AXI_HPM0_FPD", "S_AXI_HP0_FPD", 200),
      new Target("kv260", "xck26-sfvc784-2LV-c", "zynq_ultra_ps_e", "M_AXI_HPM0_FPD", "S_AXI_HP0_FPD", 200));

  /** How every script begins: what it is, and which Vivado it was written for. */
  public static String opening(String what) {
    return "# " + what + "\n# Generated. Start with: vivado -mode batch -source <this file>\n\n"
        + "set tested {2020.2 2021.1 2021.2 2022.1 2022.2 2023.1 2023.2 2024.1 2024.2}\n"
        + "set found [version -short]\n"
        + "if {[lsearch -exact $tested $found] < 0} {\n"
        + "  if {![info exists ::env(VIT2RTL_ANY_VIVADO)]} {\n"
        + "    puts stderr \"Vivado $found; written for [join $tested {, }]. Set VIT2RTL_ANY_VIVADO=1 to go on.\"\n"
        + "    exit 3\n  }\n}\n"
        + "set here [file dirname [file normalize [info script]]]\n";
  }

  /** The IP alone. */
  public static String outOfContext(Ip ip, Target target, List<String> sources) {
    StringBuilder text = new StringBuilder(opening(ip.map().title() + " alone on " + target.name()
        + ": resources and timing, no pins."));
    text.append("set out [file join $here vivado-").append(target.name()).append("]\nfile mkdir $out\n\n");
    text.append("create_project -in_memory -part ").append(target.part()).append('\n');
    text.append("foreach source {").append(String.join(" ", sources)).append("} {\n")
        .append("  read_verilog [list [file join $here $source]]\n}\n");
    text.append("synth_design -top ").append(ip.map().ip()).append(" -part ").append(target.part())
        .append(" -mode out_of_context\n");
    text.append(String.format("create_clock -name aclk -period %.3f [get_ports aclk]%n", 1000.0 / target.megahertz()));
    text.append("opt_design\nplace_design\nroute_design\n")
        .append("report_utilization -file [file join $out utilization.txt]\n")
        .append("report_timing_summary -file [file join $out timing.txt]\n")
        .append("set slack [get_property SLACK [get_timing_paths -setup]]\n")
        .append("puts \"worst slack: $slack ns\"\n")
        .append("if {$slack < 0} {\n  puts stderr \"timing is not met\"\n  exit 1\n}\n");
    return text.toString();
  }

  /**
   * Processor, DMA and IP, as far as the bitstream: what the drivers expect. An IP that reads memory on its own gets its
   * way to it, and its interrupt the processor's.
   *
   * @param cell the IP's name in the design
   */
  public static String system(Ip ip, String cell, Target target) {
    boolean seven = target.processor().equals("processing_system7");
    List<String> interrupts = ip.buses().stream().filter(bus -> bus.kind() == Ip.Kind.INTERRUPT).map(Ip.Bus::name).toList();
    StringBuilder text = new StringBuilder(opening(ip.map().title() + " on " + target.name()
        + ": processor, AXI DMA and IP, as far as the bitstream."));
    text.append("set out [file join $here vivado-").append(target.name()).append("-system]\n\n");
    text.append("create_project -force system $out -part ").append(target.part()).append('\n');
    text.append("set_property ip_repo_paths [list $here] [current_project]\nupdate_ip_catalog\n")
        .append("create_bd_design system\n\n");
    text.append("set ps [create_bd_cell -type ip -vlnv [get_ipdefs -filter {NAME == ").append(target.processor())
        .append("}] ps]\n");
    text.append(seven
        ? "set_property -dict [list CONFIG.PCW_USE_S_AXI_HP0 1"
            + (interrupts.isEmpty() ? "" : " CONFIG.PCW_USE_FABRIC_INTERRUPT 1 CONFIG.PCW_IRQ_F2P_INTR 1")
            + " CONFIG.PCW_FPGA0_PERIPHERAL_FREQMHZ " + target.megahertz() + "] $ps\n"
        : "set_property -dict [list CONFIG.PSU__USE__M_AXI_GP0 1 CONFIG.PSU__USE__M_AXI_GP1 0"
            + " CONFIG.PSU__USE__S_AXI_GP2 1" + (interrupts.isEmpty() ? "" : " CONFIG.PSU__USE__IRQ0 1")
            + " CONFIG.PSU__CRL_APB__PL0_REF_CTRL__FREQMHZ " + target.megahertz() + "] $ps\n");
    text.append("set dma [create_bd_cell -type ip -vlnv [get_ipdefs -filter {NAME == axi_dma}] dma]\n");
    text.append("set_property -dict [list CONFIG.c_include_sg 0 CONFIG.c_sg_length_width 23 CONFIG.c_include_mm2s_dre 1"
        + " CONFIG.c_include_s2mm_dre 1 CONFIG.c_m_axis_mm2s_tdata_width ").append(dmaWidth(ip))
        .append(ip.masters().isEmpty() ? "" : " CONFIG.c_addr_width " + (seven ? 32 : 40)).append("] $dma\n");
    text.append("set ").append(cell).append(" [create_bd_cell -type ip -vlnv vit2rtl:vit2rtl:").append(ip.map().ip())
        .append(':').append(RegisterMap.MAJOR).append('.').append(RegisterMap.MINOR).append(' ').append(cell).append("]\n");
    text.append("set narrow [create_bd_cell -type ip -vlnv [get_ipdefs -filter {NAME == axis_dwidth_converter}]"
        + " narrow]\n")
        .append("set_property CONFIG.M_TDATA_NUM_BYTES ").append(ip.width("s_axis_tdata") / 8).append(" $narrow\n\n");
    text.append("connect_bd_intf_net [get_bd_intf_pins dma/M_AXIS_MM2S] [get_bd_intf_pins narrow/S_AXIS]\n")
        .append("connect_bd_intf_net [get_bd_intf_pins narrow/M_AXIS] [get_bd_intf_pins ").append(cell).append("/s_axis]\n")
        .append("connect_bd_intf_net [get_bd_intf_pins ").append(cell)
        .append("/m_axis] [get_bd_intf_pins dma/S_AXIS_S2MM]\n");
    String clock = seven ? "FCLK_CLK0" : "pl_clk0";
    text.append("foreach slave {dma/S_AXI_LITE ").append(cell).append("/s_axi} {\n")
        .append("  apply_bd_automation -rule xilinx.com:bd_rule:axi4 -config [list Master /ps/").append(target.master())
        .append(" Slave /$slave Clk_master /ps/").append(clock).append(" Clk_slave Auto Clk_xbar Auto]")
        .append(" [get_bd_intf_pins $slave]\n}\n");
    text.append("foreach master {");
    ip.masters().forEach(bus -> text.append(cell).append('/').append(bus.name()).append(' '));
    text.append("dma/M_AXI_MM2S dma/M_AXI_S2MM} {\n")
        .append("  apply_bd_automation -rule xilinx.com:bd_rule:axi4 -config [list Master /$master Slave /ps/")
        .append(target.slave()).append(" Clk_master Auto Clk_slave Auto Clk_xbar Auto]")
        .append(" [get_bd_intf_pins ps/").append(target.slave()).append("]\n}\n");
    interrupts.forEach(pin -> text.append("connect_bd_net [get_bd_pins ").append(cell).append('/').append(pin)
        .append("] [get_bd_pins ps/").append(seven ? "IRQ_F2P" : "pl_ps_irq0").append("]\n"));
    text.append("foreach pin [get_bd_pins -filter {TYPE == clk && DIR == I} -of_objects [get_bd_cells {narrow dma ")
        .append(cell).append("}]] {\n")
        .append("  if {[get_bd_nets -quiet -of_objects $pin] eq {}} {\n")
        .append("    connect_bd_net [get_bd_pins ps/").append(clock).append("] $pin\n  }\n}\n");
    text.append("set reset [lindex [get_bd_pins -filter {NAME == peripheral_aresetn} -of_objects [get_bd_cells]] 0]\n")
        .append("foreach pin [get_bd_pins {narrow/aresetn ").append(cell).append("/aresetn}] {\n")
        .append("  if {[get_bd_nets -quiet -of_objects $pin] eq {}} {\n    connect_bd_net $reset $pin\n  }\n}\n");
    text.append("assign_bd_address\nvalidate_bd_design\nsave_bd_design\n\n");
    text.append("set wrapper [make_wrapper -files [get_files system.bd] -top]\nadd_files -norecurse $wrapper\n")
        .append("set_property top system_wrapper [current_fileset]\n")
        .append("launch_runs impl_1 -to_step write_bitstream -jobs 4\nwait_on_run impl_1\n")
        .append("if {[get_property PROGRESS [get_runs impl_1]] ne {100%}} {\n")
        .append("  puts stderr \"implementation failed\"\n  exit 1\n}\n")
        .append("puts \"bitstream: [glob [file join $out system.runs impl_1 *.bit]]\"\n");
    return text.toString();
  }

  /** The DMA's own widths are powers of two from 32 bits on; the converter behind it does the rest. */
  private static int dmaWidth(Ip ip) {
    int width = 32;
    while (width < ip.width("s_axis_tdata")) {
      width *= 2;
    }
    return width;
  }
}
