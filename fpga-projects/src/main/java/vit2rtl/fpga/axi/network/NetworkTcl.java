package vit2rtl.fpga.axi.network;

import java.util.List;
import vit2rtl.fpga.axi.RegisterMap;
import vit2rtl.fpga.axi.VivadoTcl;

/**
 * Vivado scripts of a network's IP: one that packages it anew from its sources, and for boards with a processor one that
 * builds a design around it. No Vivado is available where these are generated; they are checked for syntax, control flow
 * and names only.
 */
final class NetworkTcl {
  private NetworkTcl() {}

  /** Packages the IP with Vivado's own packager, for those who do not want component.xml as it is. */
  static String packaging(NetworkIp ip, List<String> sources) {
    String name = ip.map().ip();
    StringBuilder text = new StringBuilder(VivadoTcl.opening("Packages " + name + " from its sources, into packaged/."));
    text.append("set out [file join $here packaged]\nfile mkdir $out\n\n");
    text.append("create_project -in_memory -part ").append(VivadoTcl.TARGETS.get(0).part()).append('\n');
    text.append("foreach source {").append(String.join(" ", sources)).append("} {\n")
        .append("  add_files -norecurse [list [file join $here $source]]\n}\n");
    text.append("set_property top ").append(name).append(" [current_fileset]\n");
    text.append("ipx::package_project -root_dir $out -vendor vit2rtl -library vit2rtl -taxonomy /UserIP -import_files\n")
        .append("set core [ipx::current_core]\n")
        .append("set_property name ").append(name).append(" $core\n")
        .append("set_property version ").append(RegisterMap.MAJOR).append('.').append(RegisterMap.MINOR).append(" $core\n")
        .append("set_property display_name {").append(ip.map().title()).append("} $core\n")
        .append("foreach bus {s_axis m_axis m_axi s_axi} {\n")
        .append("  ipx::associate_bus_interfaces -busif $bus -clock aclk $core\n}\n")
        .append("ipx::infer_bus_interface irq xilinx.com:signal:interrupt_rtl:1.0 $core\n")
        .append("ipx::create_xgui_files $core\nipx::update_checksums $core\nipx::check_integrity $core\n")
        .append("ipx::save_core $core\nputs \"packaged: $out\"\n");
    return text.toString();
  }

  /** Processor, DMA and IP, as far as the bitstream: what the drivers expect. */
  static String system(NetworkIp ip, VivadoTcl.Target target) {
    boolean seven = target.processor().equals("processing_system7");
    String name = ip.map().ip();
    StringBuilder text = new StringBuilder(VivadoTcl.opening(ip.map().title() + " on " + target.name()
        + ": processor, AXI DMA and IP, as far as the bitstream."));
    text.append("set out [file join $here vivado-").append(target.name()).append("-system]\n\n");
    text.append("create_project -force system $out -part ").append(target.part()).append('\n');
    text.append("set_property ip_repo_paths [list $here] [current_project]\nupdate_ip_catalog\n")
        .append("create_bd_design system\n\n");
    text.append("set ps [create_bd_cell -type ip -vlnv [get_ipdefs -filter {NAME == ").append(target.processor())
        .append("}] ps]\n");
    text.append(seven
        ? "set_property -dict [list CONFIG.PCW_USE_S_AXI_HP0 1 CONFIG.PCW_USE_FABRIC_INTERRUPT 1 CONFIG.PCW_IRQ_F2P_INTR 1"
            + " CONFIG.PCW_FPGA0_PERIPHERAL_FREQMHZ " + target.megahertz() + "] $ps\n"
        : "set_property -dict [list CONFIG.PSU__USE__M_AXI_GP0 1 CONFIG.PSU__USE__M_AXI_GP1 0 CONFIG.PSU__USE__S_AXI_GP2 1"
            + " CONFIG.PSU__USE__IRQ0 1 CONFIG.PSU__CRL_APB__PL0_REF_CTRL__FREQMHZ " + target.megahertz() + "] $ps\n");
    text.append("set dma [create_bd_cell -type ip -vlnv [get_ipdefs -filter {NAME == axi_dma}] dma]\n");
    text.append("set_property -dict [list CONFIG.c_include_sg 0 CONFIG.c_sg_length_width 23 CONFIG.c_include_mm2s_dre 1"
        + " CONFIG.c_include_s2mm_dre 1 CONFIG.c_m_axis_mm2s_tdata_width 32 CONFIG.c_addr_width ")
        .append(seven ? 32 : 40).append("] $dma\n");
    text.append("set network [create_bd_cell -type ip -vlnv vit2rtl:vit2rtl:").append(name).append(':')
        .append(RegisterMap.MAJOR).append('.').append(RegisterMap.MINOR).append(" network]\n");
    text.append("set narrow [create_bd_cell -type ip -vlnv [get_ipdefs -filter {NAME == axis_dwidth_converter}] narrow]\n")
        .append("set_property CONFIG.M_TDATA_NUM_BYTES ").append(ip.config().channels()).append(" $narrow\n\n");
    text.append("connect_bd_intf_net [get_bd_intf_pins dma/M_AXIS_MM2S] [get_bd_intf_pins narrow/S_AXIS]\n")
        .append("connect_bd_intf_net [get_bd_intf_pins narrow/M_AXIS] [get_bd_intf_pins network/s_axis]\n")
        .append("connect_bd_intf_net [get_bd_intf_pins network/m_axis] [get_bd_intf_pins dma/S_AXIS_S2MM]\n");
    String clock = seven ? "FCLK_CLK0" : "pl_clk0";
    text.append("foreach slave {dma/S_AXI_LITE network/s_axi} {\n")
        .append("  apply_bd_automation -rule xilinx.com:bd_rule:axi4 -config [list Master /ps/").append(target.master())
        .append(" Slave /$slave Clk_master /ps/").append(clock).append(" Clk_slave Auto Clk_xbar Auto]")
        .append(" [get_bd_intf_pins $slave]\n}\n");
    text.append("foreach master {network/m_axi dma/M_AXI_MM2S dma/M_AXI_S2MM} {\n")
        .append("  apply_bd_automation -rule xilinx.com:bd_rule:axi4 -config [list Master /$master Slave /ps/")
        .append(target.slave()).append(" Clk_master Auto Clk_slave Auto Clk_xbar Auto]")
        .append(" [get_bd_intf_pins ps/").append(target.slave()).append("]\n}\n");
    text.append("connect_bd_net [get_bd_pins network/irq] [get_bd_pins ps/")
        .append(seven ? "IRQ_F2P" : "pl_ps_irq0").append("]\n");
    text.append("foreach pin [get_bd_pins -filter {TYPE == clk && DIR == I} -of_objects [get_bd_cells {narrow dma"
        + " network}]] {\n")
        .append("  if {[get_bd_nets -quiet -of_objects $pin] eq {}} {\n")
        .append("    connect_bd_net [get_bd_pins ps/").append(clock).append("] $pin\n  }\n}\n");
    text.append("set reset [lindex [get_bd_pins -filter {NAME == peripheral_aresetn} -of_objects [get_bd_cells]] 0]\n")
        .append("foreach pin [get_bd_pins {narrow/aresetn network/aresetn}] {\n")
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
}
