package vit2rtl.accelerator.schedule;

import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Region;
import vit2rtl.accelerator.job.Source;

/**
 * Rows that the engine reads.
 *
 * @param source   memory, as the engine names it
 * @param memory   memory
 * @param unsigned whether codes are unsigned
 * @param address  word of the first row
 * @param stride   words per row
 * @param rows     which rows they are, for names
 */
record Activations(Source source, Memory memory, boolean unsigned, int address, int stride, Rows rows) {

  static Activations of(Source source, Memory memory, boolean unsigned, int base, int stride, Rows rows) {
    return new Activations(source, memory, unsigned, base + rows.from() * stride, stride, rows);
  }

  Region region() {
    return Region.of(memory, address, rows.count() * stride);
  }
}
