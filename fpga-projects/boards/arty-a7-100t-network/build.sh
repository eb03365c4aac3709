#!/usr/bin/env bash
# Builds board.bit from the files beside this script with open tools: Digilent Arty A7-100T, a whole
# network on the chip; core.v reads the .hex files beside it. Untried: no such tools were
# at hand. The environment names their databases:
#   CHIPDB      xc7a100t.bin, made once by nextpnr-xilinx's bbaexport.py and bbasm
#   PRJXRAY_DB  the database of Project X-Ray, the folder that has artix7 in it
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
part=xc7a100tcsg324-1
: "${CHIPDB:?build.sh: set CHIPDB to the file xc7a100t.bin}"
: "${PRJXRAY_DB:?build.sh: set PRJXRAY_DB to the folder that has artix7 in it}"
for tool in yosys nextpnr-xilinx fasm2frames xc7frames2bit; do
  command -v "$tool" >/dev/null || { echo "build.sh: $tool is not installed" >&2; exit 3; }
done
yosys -q -p "read_verilog core.v top.v; synth_xilinx -family xc7 -top board; flatten; opt_clean; delete t:?scopeinfo; write_json netlist.json"
nextpnr-xilinx --chipdb "$CHIPDB" --xdc pins.xdc --json netlist.json --fasm board.fasm --seed 1 --freq 50
fasm2frames --part "$part" --db-root "$PRJXRAY_DB/artix7" board.fasm >board.frames
xc7frames2bit --part_file "$PRJXRAY_DB/artix7/$part/part.yaml" --part_name "$part" --frm_file board.frames \
  --output_file board.bit
