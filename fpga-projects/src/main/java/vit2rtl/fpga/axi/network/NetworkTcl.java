package vit2rtl.fpga.axi.network;

import java.util.List;
import vit2rtl.fpga.axi.RegisterMap;
import vit2rtl.fpga.axi.VivadoTcl;

/**
 * The Vivado script that packages a network's IP anew from its sources; {@link VivadoTcl} has the others. No Vivado is
 * available where it is generated; it is checked for syntax, control flow and names only.
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
        .append("foreach bus {").append(String.join(" ", ip.clocked())).append("} {\n")
        .append("  ipx::associate_bus_interfaces -busif $bus -clock aclk $core\n}\n")
        .append("ipx::infer_bus_interface irq xilinx.com:signal:interrupt_rtl:1.0 $core\n")
        .append("ipx::create_xgui_files $core\nipx::update_checksums $core\nipx::check_integrity $core\n")
        .append("ipx::save_core $core\nputs \"packaged: $out\"\n");
    return text.toString();
  }
}
