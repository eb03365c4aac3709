/** The accelerator's components, one part per file; {@link vit2rtl.accelerator.rtl.Accelerator} joins them. */
package vit2rtl.accelerator.rtl;
