# Arty A7-100T, package csg324; pins as in Digilent's Arty-A7-100-Master.xdc. Open tools read one property a line.
# The 100 MHz oscillator.
set_property LOC E3 [get_ports clk_100mhz]
set_property IOSTANDARD LVCMOS33 [get_ports clk_100mhz]
# The USB bridge; the board calls them uart_txd_in (what the host sends) and uart_rxd_out.
set_property LOC A9 [get_ports uart_rx]
set_property IOSTANDARD LVCMOS33 [get_ports uart_rx]
set_property LOC D10 [get_ports uart_tx]
set_property IOSTANDARD LVCMOS33 [get_ports uart_tx]
# The button BTN0, pressed as a 1.
set_property LOC D9 [get_ports btn_reset]
set_property IOSTANDARD LVCMOS33 [get_ports btn_reset]
# The LEDs LD4 and LD5, lit by a 1.
set_property LOC H5 [get_ports led_busy]
set_property IOSTANDARD LVCMOS33 [get_ports led_busy]
set_property LOC J5 [get_ports led_trouble]
set_property IOSTANDARD LVCMOS33 [get_ports led_trouble]
