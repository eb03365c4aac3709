/** Where an accelerator's constants come from when no stream brings them: memories on the chip. */
package vit2rtl.accelerator.supply;
