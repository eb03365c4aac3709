# Builds board.bit from the files beside this script with Vivado: Digilent Arty A7-100T. Untried: no Vivado was at hand.
# Start with: vivado -mode batch -source build.tcl

set tested {2020.2 2021.1 2021.2 2022.1 2022.2 2023.1 2023.2 2024.1 2024.2}
set found [version -short]
if {[lsearch -exact $tested $found] < 0} {
  if {![info exists ::env(VIT2RTL_ANY_VIVADO)]} {
    puts stderr "Vivado $found; written for [join $tested {, }]. Set VIT2RTL_ANY_VIVADO=1 to go on."
    exit 3
  }
}
set here [file dirname [file normalize [info script]]]
set out [file join $here vivado]
file mkdir $out

# Where core.v's $readmemh looks for its files, if it has any.
cd $here
create_project -in_memory -part xc7a100tcsg324-1
foreach source {core.v top.v} {
  read_verilog [list [file join $here $source]]
}
read_xdc [list [file join $here pins.xdc]]
synth_design -top board -part xc7a100tcsg324-1
create_clock -name clk_100mhz -period 10.000 [get_ports clk_100mhz]
# The board's 3.3 V supplies the configuration bank.
set_property CFGBVS VCCO [current_design]
set_property CONFIG_VOLTAGE 3.3 [current_design]
opt_design
place_design
route_design
report_utilization -file [file join $out utilization.txt]
report_timing_summary -file [file join $out timing.txt]
set slack [get_property SLACK [get_timing_paths -setup]]
puts "worst slack: $slack ns"
if {$slack < 0} {
  puts stderr "timing is not met"
  exit 1
}
write_bitstream -force [file join $here board.bit]
