package vit2rtl.fpga.axi;

import java.util.Locale;

/** A register map for people: Markdown and HTML. */
public final class RegisterTexts {
  private RegisterTexts() {}

  public static String markdown(RegisterMap map) {
    StringBuilder text = new StringBuilder("# " + map.title() + ": registers\n\n");
    text.append("Module `").append(map.ip()).append("`, AXI4-Lite, 32-bit words, ").append(map.addressBits())
        .append("-bit addresses whose two low bits are ignored. Reserved words read as 0 with SLVERR; writes to them,")
        .append(" to read-only words and of less than a whole word change nothing and answer SLVERR;")
        .append(" write-only words read as reserved ones. Bits that no field names are ignored.")
        .append(bySlots(map) ? " A read takes up to 65 clock cycles.\n\n" : "\n\n");
    text.append("| offset | name | access | after reset | meaning |\n|---|---|---|---|---|\n");
    for (Register r : map.registers()) {
      text.append(String.format("| 0x%02X | %s | %s | 0x%08X | %s |%n", r.offset(), r.name(), r.access().words(),
          r.resetValue(), r.meaning()));
    }
    for (Register r : map.registers()) {
      if (!r.fields().isEmpty()) {
        text.append("\n## ").append(r.name()).append("\n\n| bits | field | meaning |\n|---|---|---|\n");
        for (Register.Field f : r.fields()) {
          text.append(String.format("| %s | %s | %s |%n", f.bits(), f.name(), f.meaning()));
        }
      }
    }
    return text.toString();
  }

  public static String html(RegisterMap map) {
    StringBuilder text = new StringBuilder(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"/><title>");
    text.append(map.title()).append(": registers</title>\n")
        .append("<style>body{font-family:sans-serif;max-width:60em;margin:2em auto}")
        .append("table{border-collapse:collapse;width:100%}")
        .append("td,th{border:1px solid #ccc;padding:.3em .6em;text-align:left}")
        .append("</style></head>\n<body>\n<h1>").append(map.title()).append(": registers</h1>\n");
    text.append("<p>Module <code>").append(map.ip()).append("</code>. Reserved words read as 0 with SLVERR;")
        .append(" writes to them, to read-only words and of less than a whole word change nothing and answer SLVERR;")
        .append(" write-only words")
        .append(" read as reserved ones.</p>\n");
    text.append("<table>\n<tr><th>offset</th><th>name</th><th>access</th><th>after reset</th><th>meaning</th></tr>\n");
    for (Register r : map.registers()) {
      text.append(String.format(Locale.ROOT,
          "<tr><td>0x%02X</td><td>%s</td><td>%s</td><td>0x%08X</td><td>%s%s</td></tr>%n",
          r.offset(), r.name(), r.access().words(), r.resetValue(), r.meaning(), fields(r)));
    }
    return text.append("</table>\n</body>\n</html>\n").toString();
  }

  /** Whether the registers are those of a unit ({@link AxiRegisters}), whose bits pass one by one. */
  private static boolean bySlots(RegisterMap map) {
    return map.registers().stream().anyMatch(r -> r.source() instanceof Register.Source.Commands);
  }

  private static String fields(Register register) {
    if (register.fields().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("<ul>");
    for (Register.Field f : register.fields()) {
      text.append("<li>[").append(f.bits()).append("] <b>").append(f.name()).append("</b>: ").append(f.meaning())
          .append("</li>");
    }
    return text.append("</ul>").toString();
  }
}
