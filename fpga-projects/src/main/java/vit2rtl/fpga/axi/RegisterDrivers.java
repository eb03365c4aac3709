package vit2rtl.fpga.axi;

import java.util.Locale;
import java.util.Optional;

/** A register map for programs: a C header and a Python driver for PYNQ. */
final class RegisterDrivers {
  /** What every unit's loading needs. A bus error may end the program, so it asks first instead of being refused. */
  private static final String LOADING = """

          def _idle(self):
              if self.status_rows_inside:
                  raise RuntimeError("rows are inside the IP; load when all of them have come out")

          def _fits(self, name, value, low, high):
              if not low <= value <= high:
                  raise ValueError(f"{name} {value}; this IP takes {low} to {high}")

          def _store(self, value):
              value = int(value)
              self.write(self.LOAD_HIGH, value >> 32 & 0xFFFFFFFF)
              self.write(self.LOAD_LOW, value & 0xFFFFFFFF)
      """;

  private RegisterDrivers() {}

  static String header(RegisterMap map) {
    String prefix = map.ip().toUpperCase(Locale.ROOT);
    StringBuilder text = new StringBuilder("/* " + map.title() + ": registers. Generated; the description is in Java."
        + " */\n");
    text.append("#ifndef ").append(prefix).append("_H\n#define ").append(prefix)
        .append("_H\n\n#include <stdint.h>\n\n");
    for (Register r : map.registers()) {
      text.append("/* ").append(r.meaning()).append(" (").append(r.access().words()).append(") */\n");
      text.append(String.format("#define %s_%s 0x%02Xu%n", prefix, r.name(), r.offset()));
      for (Register.Field f : r.fields()) {
        text.append(String.format("#define %s_%s_%s_SHIFT %du%n", prefix, r.name(), f.name(), f.low()));
        text.append(String.format("#define %s_%s_%s_MASK 0x%08Xu%n", prefix, r.name(), f.name(), f.mask()));
      }
      text.append('\n');
    }
    text.append(String.format("/* What the ID register reads as. */%n#define %s_ID_VALUE 0x%08Xu%n%n", prefix,
        RegisterMap.ID));
    text.append("static inline uint32_t ").append(map.ip()).append("_read(uintptr_t base, uint32_t offset)\n{\n")
        .append("    return *(volatile uint32_t *)(base + offset);\n}\n\n");
    text.append("static inline void ").append(map.ip()).append("_write(uintptr_t base,"
        + " uint32_t offset, uint32_t value)\n")
        .append("{\n    *(volatile uint32_t *)(base + offset) = value;\n}\n\n#endif\n");
    return text.toString();
  }

  static String python(RegisterMap map, Optional<Loading> loading) {
    StringBuilder text = new StringBuilder("\"\"\"" + map.title()
        + ": PYNQ driver. Generated; the description is in Java.\"\"\"\n\n");
    text.append("import numpy as np\nfrom pynq import DefaultIP, allocate\n\n\n");
    text.append("class Driver(DefaultIP):\n    \"\"\"Registers of ").append(map.ip()).append(".\"\"\"\n\n");
    text.append("    bindto = [\"vit2rtl:vit2rtl:").append(map.ip()).append(":").append(RegisterMap.MAJOR).append('.')
        .append(RegisterMap.MINOR).append("\"]\n\n");
    for (Register r : map.registers()) {
      text.append(String.format("    %s = 0x%02X%n", r.name(), r.offset()));
    }
    text.append("\n    def __init__(self, description):\n        super().__init__(description=description)\n")
        .append("        found = self.read(self.ID)\n")
        .append(String.format("        if found != 0x%08X:%n", RegisterMap.ID))
        .append("            raise RuntimeError(")
        .append("f\"ID register reads {found:#010x}: no vit2rtl IP at this address\")\n");
    for (Register r : map.registers()) {
      if (r.access() == Register.Access.WRITE_ONLY) {
        continue;
      }
      if (r.fields().isEmpty()) {
        property(text, r.name(), r.name(), "self.read(self." + r.name() + ")", r.meaning());
      }
      for (Register.Field f : r.fields()) {
        property(text, r.name() + "_" + f.name(), r.name(),
            String.format("(self.read(self.%s) >> %d) & 0x%X", r.name(), f.low(), (1L << f.width()) - 1), f.meaning());
      }
    }
    text.append("\n    def clear(self):\n        \"\"\"Counters to 0; returns when they are.\"\"\"\n")
        .append("        self.write(self.CONTROL, 1)\n        while self.control_clear:\n            pass\n");
    text.append("\n    def run(self, dma, rows):\n")
        .append("        \"\"\"Sends rows (2-D array of codes) through the IP with an AXI DMA;")
        .append(" returns the rows of results.\"\"\"\n")
        .append("        lanes = self.unit_lanes\n        beats = self.row_beats\n        length = self.row_length\n")
        .append("        rows = np.asarray(rows)\n        if rows.ndim != 2 or rows.shape[1] != length:\n")
        .append("            raise ValueError(f\"rows of shape {rows.shape}; needed: [rows, {length}]\")\n")
        .append("        into = np.dtype(f\"u{self.unit_input_bytes}\")\n")
        .append("        back = np.dtype(f\"u{self.unit_output_bytes}\")\n")
        .append("        source = allocate(shape=(beats * lanes,), dtype=into)\n")
        .append("        # A row ends with a whole beat, or, where lanes do not divide it,"
            + " with what tkeep leaves of one.\n")
        .append("        sink = allocate(shape=(length,), dtype=back)\n")
        .append("        sign = self.format_output_signed << self.format_output_bits - 1\n")
        .append("        results = np.empty(rows.shape, dtype=f\"{'i' if sign else 'u'}{self.unit_output_bytes}\")\n")
        .append("        for i, row in enumerate(rows):\n")
        .append("            source[:] = 0\n            source[:length] = row.astype(into)\n")
        .append("            dma.recvchannel.transfer(sink)\n            dma.sendchannel.transfer(source)\n")
        .append("            dma.sendchannel.wait()\n            dma.recvchannel.wait()\n")
        .append("            # The bits above an element are 0, also above a negative one.\n")
        .append("            results[i] = (np.asarray(sink).astype(np.int64) ^ sign) - sign\n")
        .append("        return results\n");
    loading.ifPresent(l -> text.append(l.python()).append(LOADING));
    return text.toString();
  }

  private static void property(StringBuilder text, String name, String register, String value, String meaning) {
    text.append("\n    @property\n    def ").append(name.toLowerCase(Locale.ROOT)).append("(self):\n        \"\"\"")
        .append(meaning).append("\"\"\"\n        return ").append(value).append('\n');
  }
}
